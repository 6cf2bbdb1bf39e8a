package dev.offload.lifecycle.timer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/// Timers in the order in which they are due: a prefix, the due time as big-endian milliseconds,
/// and the UUID of whose it is. Nobody has more than one, so its kind needs no place here.
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

  /// The place just before all timers due at `due`.
  static Bytes before(Instant due) {
    return Bytes.wrap(
        ByteBuffer.allocate(TIME_LENGTH).put(PREFIX).putLong(due.toEpochMilli()).array());
  }

  /// The last millisecond whose timers may all lie before `place`, or some of them.
  static Instant reached(Bytes place) {
    long time = ByteBuffer.wrap(place.get()).getLong(1);
    boolean betweenMillis = place.get().length == TIME_LENGTH;
    return Instant.ofEpochMilli(betweenMillis ? time - 1 : time);
  }

  /// The place just after this timer.
  Bytes next() {
    return Bytes.wrap(ByteBuffer.allocate(LENGTH + 1).put(bytes().get()).put((byte) 0).array());
  }
}
