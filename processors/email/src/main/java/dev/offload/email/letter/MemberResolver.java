package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Resolves `a.b` to the member `b` of a map, and to nothing else: no method, no field, no size.
final class MemberResolver implements ValueResolver {
  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getBase() instanceof Map<?, ?> map
        && context.getParams().isEmpty()
        && map.containsKey(context.getName());
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    return context.getBase() instanceof Map<?, ?> map
        ? CompletableFuture.completedFuture(map.get(context.getName()))
        : Results.notFound(context);
  }
}
