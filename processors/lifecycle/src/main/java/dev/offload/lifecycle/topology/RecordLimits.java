package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.TooLarge;
import dev.offload.lifecycle.task.TooLarge.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// How large a record may be, by topic: as large as configured, unless a topic was found to
/// allow less. Kafka does not say how large a record may be when it refuses one, so the topic's
/// configuration is looked up then.
///
/// What was found counts for a while only, because somebody may fix the topic.
public final class RecordLimits {
  private static final Duration HOLDS_FOR = Duration.ofMinutes(10);

  private final int usual;
  private final InstantSource clock;
  private final Lookup lookup;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /// Looks up `max.message.bytes` of a topic.
  @FunctionalInterface
  public interface Lookup {
    CompletionStage<Long> limitOf(String topic);
  }

  /// @param most the largest size that was not refused
  private record Found(long most, Limit limit, Instant until) {}

  /// `usual` is what every topic should allow.
  public RecordLimits(int usual, InstantSource clock, Lookup lookup) {
    this.usual = usual;
    this.clock = clock;
    this.lookup = lookup;
  }

  /// The most bytes that a record of `topic` may have, as Kafka counts them.
  long of(String topic) {
    return found(topic).map(Found::most).orElse((long) usual);
  }

  /// Whether a record of `size` bytes is too large for `topic`. `what` names it.
  Optional<TooLarge> tooLarge(String what, String topic, long size) {
    return size <= of(topic)
        ? Optional.empty()
        : Optional.of(
            new TooLarge(
                what, size, found(topic).map(Found::limit).orElse(new Limit.Known(usual))));
  }

  /// Kafka has refused a record of `size` bytes on `topic`.
  public void refused(String topic, long size) {
    long refused = Math.min(of(topic), size);
    Instant until = clock.instant().plus(HOLDS_FOR);
    found.put(topic, new Found(refused - 1, new Limit.Refused(refused), until));
    var _ =
        lookup
            .limitOf(topic)
            .thenAccept(
                limit -> {
                  if (limit < refused) {
                    found.put(topic, new Found(limit, new Limit.Known(limit), until));
                  }
                });
  }

  private Optional<Found> found(String topic) {
    return Optional.ofNullable(found.get(topic))
        .filter(less -> !clock.instant().isAfter(less.until()));
  }
}
