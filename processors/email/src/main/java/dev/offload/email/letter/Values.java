package dev.offload.email.letter;

import dev.offload.email.blanks.Blanks;
import dev.offload.schemas.json.NegativeZero;
import io.quarkus.qute.Results;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads values in conditions. All cells of a list are texts, but `false` and `0.00` must count as
/// in JSON.
final class Values {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,50}([.][0-9]{1,50})?");

  private Values() {}

  /// Whether a value alone is true.
  static boolean isTrue(Object value) {
    return switch (present(value)) {
      case null -> false;
      case Boolean truth -> truth;
      case Collection<?> list -> !list.isEmpty();
      case Map<?, ?> object -> !object.isEmpty();
      case Object other when number(other).isPresent() -> number(other).get().signum() != 0;
      case String text -> !Blanks.isBlank(text) && !word(text).equalsIgnoreCase("false");
      default -> true;
    };
  }

  /// The value, or null if it is missing.
  static Object present(Object value) {
    return Results.isNotFound(value) ? null : value;
  }

  /// The value if it is a number, or a text that is one.
  static Optional<BigDecimal> number(Object value) {
    return switch (value) {
      case BigDecimal number -> Optional.of(number);
      case Number number -> Optional.of(new BigDecimal(number.toString()));
      case String text when NUMBER.matcher(word(text)).matches() -> Optional.of(number(word(text)));
      case null, default -> Optional.empty();
    };
  }

  /// The value if it is true or false, or a text that says so.
  static Optional<Boolean> truth(Object value) {
    return switch (value) {
      case Boolean truth -> Optional.of(truth);
      case String text when word(text).equalsIgnoreCase("true") -> Optional.of(true);
      case String text when word(text).equalsIgnoreCase("false") -> Optional.of(false);
      case null, default -> Optional.empty();
    };
  }

  private static BigDecimal number(String text) {
    return NegativeZero.orElse(new BigDecimal(text), text);
  }

  private static String word(String text) {
    return Blanks.strip(text);
  }
}
