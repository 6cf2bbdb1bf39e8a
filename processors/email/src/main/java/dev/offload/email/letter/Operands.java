package dev.offload.email.letter;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.TemplateException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Evaluates the values that are compared, or stand in place of others.
final class Operands {
  private static final String MISSING = "EVALUATOR_PROPERTY_NOT_FOUND";

  private Operands() {}

  /// The value, or null if it is missing. The template engine takes `1.5` and whole numbers beyond
  /// 2³¹ for names, so numbers are read here.
  static Object value(Expression operand, Function<Expression, CompletionStage<Object>> engine) {
    Optional<BigDecimal> number = Values.number(operand.toOriginalString());
    if (number.isPresent()) {
      return number.get();
    }
    try {
      return Values.present(engine.apply(operand).toCompletableFuture().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TemplateException cause && isMissing(cause)) {
        return null;
      }
      throw e;
    }
  }

  /// The value; a missing one is an error.
  static CompletionStage<Object> orFail(Expression operand, EvalContext engine) {
    Optional<BigDecimal> number = Values.number(operand.toOriginalString());
    return number.isPresent()
        ? CompletableFuture.completedFuture(number.get())
        : engine.evaluate(operand);
  }

  private static boolean isMissing(TemplateException e) {
    return e.getCodeName().filter(MISSING::equals).isPresent();
  }
}
