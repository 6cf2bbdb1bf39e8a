package dev.offload.report.shown;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Writes numbers for people.
public final class Numbers {
  private static final double LARGEST_PLAIN = 1e15;
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final MathContext TEN_DIGITS = new MathContext(10);

  private Numbers() {}

  /// Grouped by thousands, with at most two decimals. A small number has three digits.
  public static String readable(double value) {
    double size = Math.abs(value);
    if (size >= LARGEST_PLAIN || (size > 0 && size < 0.01)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return value == Math.rint(value)
        ? grouped((long) value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  /// Grouped by thousands, to ten digits.
  public static String precise(double value) {
    double size = Math.abs(value);
    if (size >= LARGEST_PLAIN || (size > 0 && size < SMALLEST_PLAIN)) {
      return BigDecimal.valueOf(value).round(TEN_DIGITS).stripTrailingZeros().toString();
    }
    return grouped(BigDecimal.valueOf(value).round(TEN_DIGITS).stripTrailingZeros());
  }

  /// Grouped by thousands, in every locale in the same way.
  public static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Grouped by thousands, with all of its decimals.
  public static String grouped(BigDecimal value) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
  }
}
