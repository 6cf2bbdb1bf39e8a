package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Resolves the part `a == b` of `a == b ? c : d`.
final class ComparisonResolver implements ValueResolver {
  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getParams().size() == 1 && Comparison.of(context.getName()).isPresent();
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Optional<Comparison> comparison = Comparison.of(context.getName());
    if (comparison.isEmpty()) {
      return Results.notFound(context);
    }
    Expression other = context.getParams().getFirst();
    try {
      return CompletableFuture.completedFuture(
          comparison.get().holds(context.getBase(), Operands.value(other, context::evaluate)));
    } catch (IllegalArgumentException e) {
      throw TemplateErrors.error(e.getMessage(), other.getOrigin());
    }
  }
}
