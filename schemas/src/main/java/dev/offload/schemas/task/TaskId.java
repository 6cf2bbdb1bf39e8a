package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.offload.schemas.Digest;
import dev.offload.schemas.Require;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The id of a task: `tsk_` and a UUID (RFC 9562). A fresh id has version 7 and contains its time.
/// An id that is derived from a key has version 8, so the same key gives the same task on every
/// replica.
public record TaskId(UUID uuid) implements FormerId, Comparable<TaskId> {
  /// The pattern of a whole id.
  public static final String PATTERN =
      "tsk_[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

  private static final String PREFIX = "tsk_";
  private static final int UUID_LENGTH = 36;
  private static final TimeBasedEpochGenerator FRESH = Generators.timeBasedEpochGenerator();

  public TaskId {
    Require.present(uuid, "uuid");
    Require.that(
        uuid.version() == 7 || uuid.version() == 8, "task id", "be a UUID of version 7 or 8", uuid);
  }

  public static TaskId fresh(Instant now) {
    return new TaskId(FRESH.construct(now.toEpochMilli()));
  }

  /// The id that follows from `parts`. The first part is the tenant. The length of each part
  /// is hashed too, so ("a", "bc") and ("ab", "c") differ.
  public static TaskId derived(String... parts) {
    MessageDigest sha256 = Digest.sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    long high = (digest.getLong() & ~0xF000L) | 0x8000L;
    long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new TaskId(new UUID(high, low));
  }

  /// The id of successor number `index` of the task of this id that was made at `createdAt`. A task
  /// that is forgotten gives its id back, and the next one with this id has other successors.
  public TaskId successorId(String tenant, Instant createdAt, int index) {
    return derived(tenant, "then", toString(), createdAt.toString(), Integer.toString(index));
  }

  @JsonCreator
  public static TaskId parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("task id must be tsk_ and a UUID, was " + text));
  }

  /// Empty unless `text` is exactly what [#toString()] writes.
  public static Optional<TaskId> tryParse(String text) {
    if (text == null
        || text.length() != PREFIX.length() + UUID_LENGTH
        || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(text.substring(PREFIX.length()));
      boolean known = uuid.version() == 7 || uuid.version() == 8;
      return known && text.endsWith(uuid.toString())
          ? Optional.of(new TaskId(uuid))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public boolean isDerived() {
    return uuid.version() == 8;
  }

  @Override
  public int compareTo(TaskId other) {
    return toString().compareTo(other.toString());
  }

  @JsonValue
  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
