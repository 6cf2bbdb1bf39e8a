package dev.offload.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The outcome of the requests of a run. Times count from when each was due to the last byte of its
/// answer.
public final class Answers {
  private static final double NANOS = 1e9;

  private final Map<Integer, Integer> byStatus = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private Duration length = Duration.ZERO;

  void answered(int status, long nanos) {
    byStatus.merge(status, 1, Integer::sum);
    latencies.add(nanos);
  }

  void took(Duration time) {
    length = time;
  }

  public long count() {
    return latencies.count();
  }

  public Latencies latencies() {
    return latencies;
  }

  public double perSecond() {
    return count() / (length.toNanos() / NANOS);
  }

  /// Throws if an answer had another status, since the figures of a failed run mean nothing.
  public Answers allWith(int status) {
    if (byStatus.getOrDefault(status, 0) != count()) {
      throw new IllegalStateException(
          "all answers must be %d, were (status=count) %s".formatted(status, byStatus));
    }
    return this;
  }
}
