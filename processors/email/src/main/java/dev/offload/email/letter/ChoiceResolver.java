package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.concurrent.CompletionStage;

/// Resolves the part `a ? b` of `a ? b : c`: to `b` if `a` is true as in a condition, otherwise to
/// nothing.
final class ChoiceResolver implements ValueResolver {
  private static final String SIGN = "?";

  @Override
  public boolean appliesTo(EvalContext context) {
    return context.getParams().size() == 1 && context.getName().equals(SIGN);
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    return Values.isTrue(context.getBase())
        ? Operands.orFail(context.getParams().getFirst(), context)
        : Results.notFound(context);
  }
}
