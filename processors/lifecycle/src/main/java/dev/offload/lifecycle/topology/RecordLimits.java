package dev.offload.lifecycle.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How large a record may be, by topic: as large as configured, unless a topic was found to
/// allow less.
///
/// What was found counts for a while only, because somebody may fix the topic.
public final class RecordLimits {
  private static final Duration HOLDS_FOR = Duration.ofMinutes(10);

  private final int usual;
  private final InstantSource clock;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  private record Found(long limit, Instant until) {}

  /// `usual` is what every topic should allow.
  public RecordLimits(int usual, InstantSource clock) {
    this.usual = usual;
    this.clock = clock;
  }

  /// The most bytes that a record of `topic` may have, as Kafka counts them.
  long of(String topic) {
    Found less = found.get(topic);
    return less == null || clock.instant().isAfter(less.until()) ? usual : less.limit();
  }

  /// Throws an [IllegalArgumentException] if `record` is too large to be written.
  void check(Outgoing record) {
    if (record.size() > of(record.topic())) {
      throw new IllegalArgumentException(
          "a record of %s must have at most %d bytes, has %d"
              .formatted(record.topic(), of(record.topic()), record.size()));
    }
  }

  /// Kafka has refused a record of `size` bytes on `topic`.
  public void refused(String topic, long size) {
    long limit = Math.min(of(topic), size) - 1;
    found.put(topic, new Found(limit, clock.instant().plus(HOLDS_FOR)));
  }
}
