package dev.offload.schemas.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.ConcurrencyKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of an endpoint: `whe_` and a UUID of version 7 (RFC 9562), which contains its time. So
/// the order of ids is that of their creation.
public record EndpointId(UUID uuid) implements Comparable<EndpointId> {
  /// The pattern of a whole id.
  public static final String PATTERN =
      "whe_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private static final String PREFIX = "whe_";
  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final TimeBasedEpochGenerator FRESH = Generators.timeBasedEpochGenerator();

  public EndpointId {
    Require.present(uuid, "uuid");
    Require.that(uuid.version() == 7, "endpoint id", "be a UUID of version 7", uuid);
  }

  public static EndpointId fresh(Instant now) {
    return new EndpointId(FRESH.construct(now.toEpochMilli()));
  }

  @JsonCreator
  public static EndpointId parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("endpoint id must be whe_ and a UUID, was " + text));
  }

  /// Empty unless `text` is exactly what [#toString()] writes.
  public static Optional<EndpointId> tryParse(String text) {
    return text != null && WHOLE.matcher(text).matches()
        ? Optional.of(new EndpointId(UUID.fromString(text.substring(PREFIX.length()))))
        : Optional.empty();
  }

  /// What its deliveries have in common if they share a limit. No client can name it.
  public String concurrencyKey() {
    return ConcurrencyKey.RESERVED + "webhook/" + this;
  }

  /// The tag of all its deliveries.
  public String tag() {
    return toString();
  }

  /// The tag of its deliveries of events of this type, or about this task.
  public String tag(String typeOrTask) {
    return this + ":" + typeOrTask;
  }

  @Override
  public int compareTo(EndpointId other) {
    return toString().compareTo(other.toString());
  }

  @JsonValue
  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
