package dev.offload.report.page;

import java.util.Locale;

/// How numbers are written for people.
final class Numbers {
  private static final double LARGEST_PLAIN = 1e15;

  private Numbers() {}

  /// Grouped by thousands, with at most two decimals, or more where it is small.
  static String readable(double value) {
    double size = Math.abs(value);
    if (size >= LARGEST_PLAIN || (size > 0 && size < 0.01)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}
