package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Resolves `a.b` to the member `b` of a map, and nothing else: no methods, fields or sizes.
final class MemberResolver implements ValueResolver {
  @Override
  public boolean appliesTo(EvalContext context) {
    Map<?, ?> members = members(context);
    return members != null
        && context.getParams().isEmpty()
        && members.containsKey(context.getName());
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Map<?, ?> members = members(context);
    return members == null
        ? Results.notFound(context)
        : CompletableFuture.completedFuture(members.get(context.getName()));
  }

  private static Map<?, ?> members(EvalContext context) {
    return switch (context.getBase()) {
      case Root(Map<String, Object> values) -> values;
      case Map<?, ?> map -> map;
      case null, default -> null;
    };
  }
}
