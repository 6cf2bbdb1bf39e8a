package dev.offload.lifecycle.timer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/// The key of a timer: a prefix, the due time as big-endian milliseconds, and the owner's
/// UUID. So keys are in the order of their due times. An owner has one timer at most, so its
/// kind is not part of the key.
record TimerKey(Instant due, UUID owner) {
  private static final byte PREFIX = 1;
  private static final int TIME_LENGTH = 1 + Long.BYTES;
  private static final int LENGTH = TIME_LENGTH + 2 * Long.BYTES;

  Bytes bytes() {
    return Bytes.wrap(
        ByteBuffer.allocate(LENGTH)
            .put(PREFIX)
            .putLong(due.toEpochMilli())
            .putLong(owner.getMostSignificantBits())
            .putLong(owner.getLeastSignificantBits())
            .array());
  }

  static TimerKey parse(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get()).position(1);
    Instant due = Instant.ofEpochMilli(buffer.getLong());
    return new TimerKey(due, new UUID(buffer.getLong(), buffer.getLong()));
  }

  /// The place before all timers due at `due`.
  static Bytes before(Instant due) {
    return Bytes.wrap(
        ByteBuffer.allocate(TIME_LENGTH).put(PREFIX).putLong(due.toEpochMilli()).array());
  }

  /// The last millisecond whose timers are all or in part before `place`.
  static Instant reached(Bytes place) {
    long time = ByteBuffer.wrap(place.get()).getLong(1);
    boolean betweenMillis = place.get().length == TIME_LENGTH;
    return Instant.ofEpochMilli(betweenMillis ? time - 1 : time);
  }

  /// The place after this timer.
  Bytes next() {
    return Bytes.wrap(ByteBuffer.allocate(LENGTH + 1).put(bytes().get()).put((byte) 0).array());
  }
}
