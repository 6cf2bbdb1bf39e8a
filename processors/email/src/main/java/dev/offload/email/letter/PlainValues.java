package dev.offload.email.letter;

import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/// Writes numbers without an exponent. An object or a list is an error, since nobody would
/// want to read it.
final class PlainValues implements ResultMapper {
  /// A number with more digits than this keeps its exponent.
  private static final int MOST_PLACES = 100;

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
      case BigDecimal number -> plain(number);
      case Map<?, ?> _ -> throw noText(expression, "an object; name one of its members");
      default -> throw noText(expression, "a list; put its text into one value");
    };
  }

  private static String plain(BigDecimal number) {
    return Math.abs(number.scale()) + number.precision() <= MOST_PLACES
        ? number.toPlainString()
        : number.toString();
  }

  private static TemplateException noText(Expression expression, String what) {
    return TemplateException.builder()
        .message(expression.toOriginalString() + " is " + what)
        .origin(expression.getOrigin())
        .build();
  }
}
