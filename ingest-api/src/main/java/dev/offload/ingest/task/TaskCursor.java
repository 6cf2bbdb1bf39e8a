package dev.offload.ingest.task;

import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.Digest;
import dev.offload.schemas.json.Rfc3339;
import dev.offload.schemas.task.TaskId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A place in a list, as clients get it: opaque, and valid only with the same filter.
///
/// ```
/// base64url( 8 bytes of SHA-256 of the filter | seconds | nanoseconds | task id )
/// ```
final class TaskCursor {
  private static final int FILTER_BYTES = 8;
  private static final int LENGTH = FILTER_BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

  private TaskCursor() {}

  static PageCursor<PagePosition> of(TaskFilter filter) {
    return new PageCursor<>(next -> spell(filter, next), text -> parse(filter, text));
  }

  static String spell(TaskFilter filter, PagePosition position) {
    UUID id = position.id().uuid();
    Instant createdAt = position.createdAt();
    byte[] bytes =
        ByteBuffer.allocate(LENGTH)
            .put(fingerprint(filter))
            .putLong(createdAt.getEpochSecond())
            .putInt(createdAt.getNano())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Empty unless `text` was made for the same filter.
  static Optional<PagePosition> parse(TaskFilter filter, String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      byte[] fingerprint = new byte[FILTER_BYTES];
      bytes.get(fingerprint);
      if (bytes.remaining() != LENGTH - FILTER_BYTES
          || !Arrays.equals(fingerprint, fingerprint(filter))) {
        return Optional.empty();
      }
      Instant createdAt = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
      TaskId id = new TaskId(new UUID(bytes.getLong(), bytes.getLong()));
      return Rfc3339.canSpell(createdAt)
          ? Optional.of(new PagePosition(createdAt, id))
          : Optional.empty();
    } catch (IllegalArgumentException
        | BufferUnderflowException
        | DateTimeException
        | ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// A record's text has each member, so two filters differ if their texts do.
  private static byte[] fingerprint(TaskFilter filter) {
    byte[] digest = Digest.sha256(filter.toString().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, FILTER_BYTES);
  }
}
