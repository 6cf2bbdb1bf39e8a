package dev.offload.email.letter;

import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/// Writes numbers without an exponent, as people do. An object or a list is an error, since no
/// reader would want to see it.
final class PlainValues implements ResultMapper {
  /// Beyond this many places a number keeps its exponent, as it would be as long as a mail.
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
