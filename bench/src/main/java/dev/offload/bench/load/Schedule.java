package dev.offload.bench.load;

import java.time.Duration;

/// The moments at which requests are due, fixed before the first one is sent. Times count from
/// these moments, so waiting in the driver counts.
public sealed interface Schedule {
  /// How many requests there are at most.
  int count();

  /// When request `number` (from 0) is due, in nanoseconds after the start.
  long due(int number);

  /// When sending ends, in nanoseconds after the start. What has not been sent by then is left out.
  default long end() {
    return Long.MAX_VALUE;
  }

  /// All are due at the start, so as many are sent per second as the connections allow.
  record AtOnce(int count) implements Schedule {
    @Override
    public long due(int number) {
      return 0;
    }
  }

  /// As many as the connections allow until `length` is over.
  record Flood(Duration length) implements Schedule {
    @Override
    public int count() {
      return Integer.MAX_VALUE;
    }

    @Override
    public long due(int number) {
      return 0;
    }

    @Override
    public long end() {
      return length.toNanos();
    }
  }

  /// Requests at an even rate.
  record Evenly(double perSecond, int count) implements Schedule {
    private static final double NANOS = 1e9;

    public Evenly {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("perSecond must be more than 0, was " + perSecond);
      }
    }

    /// As many requests as are due within `length`.
    public static Evenly during(Duration length, double perSecond) {
      return new Evenly(perSecond, (int) Math.round(length.toNanos() / NANOS * perSecond));
    }

    @Override
    public long due(int number) {
      return Math.round(number * NANOS / perSecond);
    }
  }
}
