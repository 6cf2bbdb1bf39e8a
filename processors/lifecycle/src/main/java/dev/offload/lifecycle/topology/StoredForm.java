package dev.offload.lifecycle.topology;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of a stored entry:
///
/// | bytes | |
/// |---|---|
/// | 1 | the number of this form: 1, or 2 if the task is in line |
/// | 8 | when its timer goes off, in milliseconds |
/// | 4 | how long the JSON of the task is; 0 if there is no task |
/// | | the JSON of the task, as others see it |
/// | 2, only in form 2 | how long the place is |
/// | only in form 2 | its place in line |
/// | | the JSON of everything else |
///
/// So the timer and the place are known without reading JSON, and the task is written as JSON once
/// for the entry and for others. The first releases stored one JSON with the task in it.
final class StoredForm {
  private static final byte NUMBER = 1;
  private static final byte IN_LINE = 2;
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;
  private static final int LENGTH_AT = 1 + Long.BYTES;
  private static final long NEVER = Long.MAX_VALUE;

  private StoredForm() {}

  /// `due` is empty if the entry has no timer, `place` if it is not in line, `task` if it has no
  /// task.
  static byte[] of(Optional<Instant> due, Optional<byte[]> place, byte[] task, byte[] json) {
    int ofPlace = place.map(bytes -> Short.BYTES + bytes.length).orElse(0);
    ByteBuffer stored =
        ByteBuffer.allocate(HEAD + task.length + ofPlace + json.length)
            .put(place.isPresent() ? IN_LINE : NUMBER)
            .putLong(due.map(Instant::toEpochMilli).orElse(NEVER))
            .putInt(task.length)
            .put(task);
    place.ifPresent(bytes -> stored.putShort((short) bytes.length).put(bytes));
    return stored.put(json).array();
  }

  /// Whether `stored` is one JSON with the task in it.
  static boolean isJsonAlone(byte[] stored) {
    return stored.length < HEAD || (stored[0] != NUMBER && stored[0] != IN_LINE);
  }

  /// The place in line.
  static Optional<byte[]> place(byte[] stored) {
    if (isJsonAlone(stored) || stored[0] != IN_LINE) {
      return Optional.empty();
    }
    int from = HEAD + taskLength(stored) + Short.BYTES;
    return Optional.of(Arrays.copyOfRange(stored, from, from + placeLength(stored)));
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
    int from = isJsonAlone(stored) ? 0 : restAt(stored);
    return new ByteArrayInputStream(stored, from, stored.length - from);
  }

  private static int restAt(byte[] stored) {
    int afterTask = HEAD + taskLength(stored);
    return stored[0] == IN_LINE ? afterTask + Short.BYTES + placeLength(stored) : afterTask;
  }

  private static int placeLength(byte[] stored) {
    return ByteBuffer.wrap(stored).getShort(HEAD + taskLength(stored));
  }

  private static int taskLength(byte[] stored) {
    return ByteBuffer.wrap(stored).getInt(LENGTH_AT);
  }
}
