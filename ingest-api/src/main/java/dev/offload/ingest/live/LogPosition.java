package dev.offload.ingest.live;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// A position over all partitions of `offload.tasks`: everything before it has been told. It means
/// the same on every replica, since it is about the log and not about who has read it.
///
/// ```
/// base64url( 4 bytes of the log's name | varint of each partition's next offset )
/// ```
final class LogPosition {
  private static final int MAX_VARINT = 10;
  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final int log;
  private final long[] next;

  private LogPosition(int log, long[] next) {
    this.log = log;
    this.next = next;
  }

  /// The beginning of the log called `name`.
  static LogPosition beginningOf(String name, int partitions) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return new LogPosition((int) crc.getValue(), new long[partitions]);
  }

  /// The beginning of the same log.
  LogPosition atZero() {
    return new LogPosition(log, new long[next.length]);
  }

  int partitions() {
    return next.length;
  }

  /// This position, with `partition` told up to `end`, exclusive.
  LogPosition with(int partition, long end) {
    long[] moved = next.clone();
    moved[partition] = end;
    return new LogPosition(log, moved);
  }

  /// The later of the two in each partition.
  LogPosition orLater(LogPosition other) {
    long[] later = next.clone();
    for (int partition = 0; partition < later.length; partition++) {
      later[partition] = Math.max(later[partition], other.next[partition]);
    }
    return new LogPosition(log, later);
  }

  boolean isBefore(int partition, long offset) {
    return next[partition] <= offset;
  }

  /// Whether everything before this is also before `other`, and both are about the same log.
  boolean isCoveredBy(LogPosition other) {
    if (log != other.log || next.length != other.next.length) {
      return false;
    }
    for (int partition = 0; partition < next.length; partition++) {
      if (next[partition] > other.next[partition]) {
        return false;
      }
    }
    return true;
  }

  String spelled() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + next.length * MAX_VARINT).putInt(log);
    for (long value : next) {
      long rest = value;
      while (rest > SEVEN_BITS) {
        bytes.put((byte) ((rest & SEVEN_BITS) | MORE));
        rest >>>= 7;
      }
      bytes.put((byte) rest);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /// Empty unless `text` is a position in the same log as this one.
  Optional<LogPosition> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.getInt() != log) {
        return Optional.empty();
      }
      long[] parsed = new long[next.length];
      for (int partition = 0; partition < parsed.length; partition++) {
        parsed[partition] = varint(bytes);
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(new LogPosition(log, parsed));
    } catch (IllegalArgumentException | BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte one = bytes.get();
      value |= (long) (one & SEVEN_BITS) << shift;
      if (one >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of a position ends within 9 bytes");
  }

  @Override
  public String toString() {
    return Arrays.toString(next);
  }
}
