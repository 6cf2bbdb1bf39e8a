package dev.offload.email.letter;

import dev.offload.email.blanks.Blanks;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Resolves `a ?: b` to `a`, or to `b` if `a` is missing, null or blank, since an empty cell
/// of a list is not a value. The end of `a ? b : c` is a default too, but there a blank `b` is
/// kept.
final class DefaultResolver implements ValueResolver {
  private static final String OTHERWISE = ":";
  private static final Set<String> NAMES = Set.of("?:", "or", OTHERWISE);

  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getParams().size() == 1 && NAMES.contains(context.getName());
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Object value = context.getBase();
    boolean missing =
        value == null
            || Results.isNotFound(value)
            || (isBlank(value) && !context.getName().equals(OTHERWISE));
    if (!missing) {
      return CompletableFuture.completedFuture(value);
    }
    Object other = Operands.value(context.getParams().getFirst(), context::evaluate);
    return other == null ? Results.notFound(context) : CompletableFuture.completedFuture(other);
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && Blanks.isBlank(text);
  }
}
