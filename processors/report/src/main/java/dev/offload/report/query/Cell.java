package dev.offload.report.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// One value of the answer.
sealed interface Cell {
  record Empty() implements Cell {}

  record Text(String value) implements Cell {}

  record Whole(long value) implements Cell {}

  /// A number with all its digits.
  record Exact(BigDecimal value) implements Cell {}

  /// A finite floating-point number.
  record Fraction(double value) implements Cell {}

  record Truth(boolean value) implements Cell {}

  /// A date, and the text that DuckDB writes for it.
  record Day(LocalDate value, String text) implements Cell {}

  /// A date with a time of day but without a zone, and the text that DuckDB writes for it.
  record Moment(LocalDateTime value, String text) implements Cell {}

  /// A list, a structure or another value that is JSON.
  record Json(String value) implements Cell {}

  /// The value as text, the same in every locale.
  static String text(Cell cell) {
    return switch (cell) {
      case Empty _ -> "";
      case Text(String value) -> value;
      case Json(String value) -> value;
      case Whole(long value) -> Long.toString(value);
      case Exact(BigDecimal value) -> value.toPlainString();
      case Fraction(double value) -> text(value);
      case Truth(boolean value) -> Boolean.toString(value);
      case Day(var _, String text) -> text;
      case Moment(var _, String text) -> text;
    };
  }

  private static String text(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean readable = exact.scale() <= 20 && exact.precision() - exact.scale() <= 20;
    return readable ? exact.toPlainString() : Double.toString(value);
  }
}
