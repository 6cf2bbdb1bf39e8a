package dev.offload.lifecycle.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// The bytes of a stored entry: the number of this form, when its timer goes off as big-endian
/// milliseconds, and JSON. So the timer is known without reading the JSON. The first releases
/// stored the JSON alone.
final class StoredForm {
  private static final byte NUMBER = 1;
  private static final int HEAD = 1 + Long.BYTES;
  private static final long NEVER = Long.MAX_VALUE;

  private StoredForm() {}

  /// `due` is empty if the entry has no timer.
  static byte[] of(Optional<Instant> due, byte[] json) {
    return ByteBuffer.allocate(HEAD + json.length)
        .put(NUMBER)
        .putLong(due.map(Instant::toEpochMilli).orElse(NEVER))
        .put(json)
        .array();
  }

  static boolean isJsonAlone(byte[] stored) {
    return stored.length < HEAD || stored[0] != NUMBER;
  }

  /// Where the JSON begins.
  static int jsonAt(byte[] stored) {
    return isJsonAlone(stored) ? 0 : HEAD;
  }

  /// When the timer goes off, if `stored` is more than JSON.
  static Optional<Instant> due(byte[] stored) {
    long due = ByteBuffer.wrap(stored).getLong(1);
    return due == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }
}
