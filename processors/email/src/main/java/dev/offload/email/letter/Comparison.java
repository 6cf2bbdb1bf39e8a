package dev.offload.email.letter;

import dev.offload.email.blanks.Blanks;
import java.util.Optional;
import java.util.function.IntPredicate;

/// A comparison of two values, in a condition or a choice.
///
/// A text is compared with a number as a number, and with true or false as such. Two texts are
/// equal if they have the same letters. They are ordered by size if both are numbers, and
/// otherwise by their letters. No missing or blank value is before or after another.
enum Comparison {
  EQUAL,
  NOT_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  LESS,
  LESS_OR_EQUAL;

  static Optional<Comparison> of(String sign) {
    return switch (sign) {
      case "==", "eq", "is" -> Optional.of(EQUAL);
      case "!=", "ne" -> Optional.of(NOT_EQUAL);
      case ">", "gt" -> Optional.of(GREATER);
      case ">=", "ge" -> Optional.of(GREATER_OR_EQUAL);
      case "<", "lt" -> Optional.of(LESS);
      case "<=", "le" -> Optional.of(LESS_OR_EQUAL);
      default -> Optional.empty();
    };
  }

  /// @throws IllegalArgumentException if the values have no order; the message says why
  boolean holds(Object one, Object other) {
    Object left = Values.present(one);
    Object right = Values.present(other);
    return switch (this) {
      case EQUAL -> equal(left, right);
      case NOT_EQUAL -> !equal(left, right);
      case GREATER -> ordered(left, right, order -> order > 0);
      case GREATER_OR_EQUAL -> ordered(left, right, order -> order >= 0);
      case LESS -> ordered(left, right, order -> order < 0);
      case LESS_OR_EQUAL -> ordered(left, right, order -> order <= 0);
    };
  }

  private static boolean equal(Object one, Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    if (one instanceof Number || other instanceof Number) {
      var left = Values.number(one);
      return left.isPresent()
          && Values.number(other).filter(right -> right.compareTo(left.get()) == 0).isPresent();
    }
    if (one instanceof Boolean || other instanceof Boolean) {
      var left = Values.truth(one);
      return left.isPresent() && left.equals(Values.truth(other));
    }
    return one.equals(other);
  }

  private static boolean ordered(Object one, Object other, IntPredicate order) {
    var left = Values.number(one);
    var right = Values.number(other);
    if (left.isPresent() && right.isPresent()) {
      return order.test(left.get().compareTo(right.get()));
    }
    if (isMissing(one) || isMissing(other)) {
      return false;
    }
    if (one instanceof String a && other instanceof String b) {
      return order.test(a.compareTo(b));
    }
    throw new IllegalArgumentException("%s and %s have no order".formatted(kind(one), kind(other)));
  }

  private static boolean isMissing(Object value) {
    return value == null || (value instanceof String text && Blanks.isBlank(text));
  }

  private static String kind(Object value) {
    return switch (value) {
      case Number _ -> "a number";
      case Boolean truth -> truth.toString();
      case String _ -> "a text that is not a number";
      default -> "an object or a list";
    };
  }
}
