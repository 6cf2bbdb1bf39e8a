package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The id of a group: `grp_` and a UUID (RFC 9562) of version 7, which contains its time.
public record GroupId(UUID uuid) implements FormerId, Comparable<GroupId> {
  /// The pattern of a whole id.
  public static final String PATTERN =
      "grp_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

  static final String PREFIX = "grp_";
  private static final int UUID_LENGTH = 36;
  private static final int VERSION = 7;
  private static final TimeBasedEpochGenerator FRESH = Generators.timeBasedEpochGenerator();

  public GroupId {
    Require.present(uuid, "uuid");
    Require.that(uuid.version() == VERSION, "group id", "be a UUID of version 7", uuid);
  }

  public static GroupId fresh(Instant now) {
    return new GroupId(FRESH.construct(now.toEpochMilli()));
  }

  @JsonCreator
  public static GroupId parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("group id must be grp_ and a UUID, was " + text));
  }

  /// Empty unless `text` is exactly what [#toString()] writes.
  public static Optional<GroupId> tryParse(String text) {
    if (text == null
        || text.length() != PREFIX.length() + UUID_LENGTH
        || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(text.substring(PREFIX.length()));
      return uuid.version() == VERSION && text.endsWith(uuid.toString())
          ? Optional.of(new GroupId(uuid))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(GroupId other) {
    return toString().compareTo(other.toString());
  }

  @JsonValue
  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
