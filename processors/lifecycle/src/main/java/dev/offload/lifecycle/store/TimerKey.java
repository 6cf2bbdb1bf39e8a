package dev.offload.lifecycle.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/// The key of a timer in an [EntryStore]: a prefix, the due time as big-endian milliseconds, and
/// the key of the entry whose timer it is. So keys are in the order of their due times. The keys
/// of entries are texts, so none begins with the prefix.
public record TimerKey(Instant due, String entry) {
  static final byte PREFIX = 1;
  private static final int TIME_LENGTH = 1 + Long.BYTES;

  public static TimerKey parse(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get()).position(1);
    Instant due = Instant.ofEpochMilli(buffer.getLong());
    return new TimerKey(due, StandardCharsets.UTF_8.decode(buffer).toString());
  }

  public Bytes bytes() {
    return of(due, entry.getBytes(StandardCharsets.UTF_8), 0);
  }

  /// The place before all timers due at `due`.
  public static Bytes before(Instant due) {
    return of(due, new byte[0], 0);
  }

  /// The place after this timer.
  public Bytes next() {
    return of(due, entry.getBytes(StandardCharsets.UTF_8), 1);
  }

  /// The last millisecond of which a timer may be before `place`.
  public static Instant reached(Bytes place) {
    long time = ByteBuffer.wrap(place.get()).getLong(1);
    boolean betweenMillis = place.get().length == TIME_LENGTH;
    return Instant.ofEpochMilli(betweenMillis ? time - 1 : time);
  }

  static byte[] of(Instant due, byte[] entry) {
    return of(due, entry, 0).get();
  }

  private static Bytes of(Instant due, byte[] entry, int zeros) {
    return Bytes.wrap(
        ByteBuffer.allocate(TIME_LENGTH + entry.length + zeros)
            .put(PREFIX)
            .putLong(due.toEpochMilli())
            .put(entry)
            .array());
  }
}
