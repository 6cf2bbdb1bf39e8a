package dev.offload.lifecycle.topology;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// The bytes of a stored entry:
///
/// | bytes | |
/// |---|---|
/// | 1 | the number of this form |
/// | 8 | when its timer goes off, in milliseconds |
/// | 4 | how long the JSON of the task is; 0 if there is no task |
/// | | the JSON of the task, as others see it |
/// | | the JSON of everything else |
///
/// So the timer is known without reading JSON, and the task is written as JSON once for the
/// entry and for others. The first releases stored one JSON with the task in it.
final class StoredForm {
  private static final byte NUMBER = 1;
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;
  private static final int LENGTH_AT = 1 + Long.BYTES;
  private static final long NEVER = Long.MAX_VALUE;

  private StoredForm() {}

  /// `due` is empty if the entry has no timer, `task` if it has no task.
  static byte[] of(Optional<Instant> due, byte[] task, byte[] json) {
    return ByteBuffer.allocate(HEAD + task.length + json.length)
        .put(NUMBER)
        .putLong(due.map(Instant::toEpochMilli).orElse(NEVER))
        .putInt(task.length)
        .put(task)
        .put(json)
        .array();
  }

  /// Whether `stored` is one JSON with the task in it.
  static boolean isJsonAlone(byte[] stored) {
    return stored.length < HEAD || stored[0] != NUMBER;
  }

  /// When the timer goes off, if `stored` is not JSON alone.
  static Optional<Instant> due(byte[] stored) {
    long due = ByteBuffer.wrap(stored).getLong(1);
    return due == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }

  /// The JSON of the task; empty if there is no task or `stored` is JSON alone.
  static ByteArrayInputStream task(byte[] stored) {
    return isJsonAlone(stored)
        ? new ByteArrayInputStream(stored, 0, 0)
        : new ByteArrayInputStream(stored, HEAD, taskLength(stored));
  }

  /// The JSON of everything else, or of everything if `stored` is JSON alone.
  static ByteArrayInputStream rest(byte[] stored) {
    int from = isJsonAlone(stored) ? 0 : HEAD + taskLength(stored);
    return new ByteArrayInputStream(stored, from, stored.length - from);
  }

  private static int taskLength(byte[] stored) {
    return ByteBuffer.wrap(stored).getInt(LENGTH_AT);
  }
}
