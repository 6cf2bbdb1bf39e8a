package dev.offload.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An axis of numbers that begins and ends at round numbers.
record Scale(double first, double last, double step) {
  private static final double SMALLEST_STEP = 1e-300;

  /// An axis with about `steps` steps that contains all of `values` and zero.
  static Scale around(List<Double> values, int steps) {
    double low = Math.min(0, values.stream().mapToDouble(v -> v).min().orElse(0));
    double high = Math.max(0, values.stream().mapToDouble(v -> v).max().orElse(0));
    if (low == high) {
      high = 1;
    }
    return between(low, high, steps);
  }

  /// An axis that contains all of `values`, but perhaps not zero.
  static Scale over(List<Double> values, int steps) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(0);
    if (low == high) {
      return around(values, steps);
    }
    return between(low, high, steps);
  }

  /// Each end is divided by itself, because the distance between them may be too large for a
  /// double. A step is at least as large as the distance to the next double, or adding it would
  /// lead nowhere.
  private static Scale between(double low, double high, int steps) {
    double smallest = Math.max(SMALLEST_STEP, Math.ulp(Math.max(Math.abs(low), Math.abs(high))));
    double step = roundStep(Math.max(smallest, high / steps - low / steps));
    return new Scale(
        finite(Math.floor(low / step) * step), finite(Math.ceil(high / step) * step), step);
  }

  /// The position of `value` between the ends, from 0 to 1.
  double place(double value) {
    return (value / 2 - first / 2) / (last / 2 - first / 2);
  }

  List<Double> ticks() {
    long count = Math.round((last / 2 - first / 2) / (step / 2));
    List<Double> ticks = new ArrayList<>();
    for (long i = 0; i <= count; i++) {
      ticks.add(finite(2 * (first / 2 + i * (step / 2))));
    }
    return ticks;
  }

  /// The label of a tick: grouped by thousands, with as many decimals as the step has.
  String label(double value) {
    int decimals = Math.clamp(BigDecimal.valueOf(step).stripTrailingZeros().scale(), 0, 10);
    double shown = Math.abs(value) < step / 2 ? 0 : value;
    return Math.abs(last) >= 1e15 || Math.abs(first) >= 1e15 || step < 1e-9
        ? String.format(Locale.ROOT, "%.3g", shown)
        : String.format(Locale.ROOT, "%,." + decimals + "f", shown);
  }

  /// The smallest of 1, 2 or 5 times a power of ten that is at least `wanted`.
  private static double roundStep(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double digit = wanted / power;
    if (digit <= 1) {
      return power;
    }
    return (digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
  }

  private static double finite(double value) {
    return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
