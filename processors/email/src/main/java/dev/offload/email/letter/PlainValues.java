package dev.offload.email.letter;

import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/// Writes numbers without an exponent. A number of too many digits, an object or a list is an
/// error, since nobody would want to read it.
final class PlainValues implements ResultMapper {
  private static final int MOST_DIGITS = 1000;

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1;
  }

  @Override
  public boolean appliesTo(Origin origin, Object result) {
    return result instanceof BigDecimal
        || result instanceof Map<?, ?>
        || result instanceof Collection<?>;
  }

  @Override
  public String map(Object result, Expression expression) {
    return switch (result) {
      case BigDecimal number when digits(number) <= MOST_DIGITS -> number.toPlainString();
      case BigDecimal _ ->
          throw noText(expression, "a number of more than %d digits".formatted(MOST_DIGITS));
      case Map<?, ?> _ -> throw noText(expression, "an object; name one of its members");
      default -> throw noText(expression, "a list; put its text into one value");
    };
  }

  private static long digits(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision();
  }

  private static TemplateException noText(Expression expression, String what) {
    return TemplateErrors.error(
        expression.toOriginalString() + " is " + what, expression.getOrigin());
  }
}
