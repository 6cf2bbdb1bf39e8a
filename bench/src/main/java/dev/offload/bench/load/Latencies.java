package dev.offload.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long things took, with three exact digits from a microsecond to an hour.
public final class Latencies {
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final double MICROS_PER_MILLI = 1000;

  private final Histogram micros = new Histogram(MAX_MICROS, 3);

  /// More than an hour counts as an hour. A negative time of less than a microsecond counts as 0.
  public void add(long nanos) {
    long length = TimeUnit.NANOSECONDS.toMicros(nanos);
    if (length < 0) {
      throw new IllegalArgumentException("a time must not be negative, was " + nanos + " ns");
    }
    micros.recordValue(Math.min(MAX_MICROS, length));
  }

  public long count() {
    return micros.getTotalCount();
  }

  /// The time that `percent` of all did not exceed, in milliseconds.
  public double millisAt(double percent) {
    return micros.getValueAtPercentile(percent) / MICROS_PER_MILLI;
  }
}
