package dev.offload.email.letter;

import io.quarkus.qute.Booleans;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Resolves the part `a ? b` of `a ? b : c`: to `b` if `a` is true as in a condition, otherwise to
/// nothing.
final class ChoiceResolver implements ValueResolver {
  private static final Set<String> NAMES = Set.of("?", "ifTruthy");

  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getParams().size() == 1 && NAMES.contains(context.getName());
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    return Booleans.isFalsy(Role.TRUTH.read(context.getBase()))
        ? Results.notFound(context)
        : context.evaluate(context.getParams().getFirst());
  }
}
