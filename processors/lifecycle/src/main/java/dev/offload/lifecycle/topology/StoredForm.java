package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.store.MemberKey;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of a stored entry:
///
/// | bytes | |
/// |---|---|
/// | 1 | the number of this form: 2 if the task is in line, 3 if it is active in a group, else 1 |
/// | 8 | when its timer goes off, in milliseconds |
/// | 4 | how long the JSON of the task is; 0 if there is no task |
/// | | the JSON of the task, as others see it |
/// | 2, not in form 1 | how long the place is; 0 if it is not in line |
/// | not in form 1 | its place in line |
/// | 16, only in form 3 | the id of its group |
/// | | the JSON of everything else |
///
/// So the timer, the place and the group are known without reading JSON, and the task is written as
/// JSON once for the entry and for others. The first releases stored one JSON with the task in it.
final class StoredForm {
  private static final byte NUMBER = 1;
  private static final byte IN_LINE = 2;
  private static final byte IN_GROUP = 3;
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;
  private static final int LENGTH_AT = 1 + Long.BYTES;
  private static final byte[] NOTHING = new byte[0];
  private static final long NEVER = Long.MAX_VALUE;

  private StoredForm() {}

  /// `due` is empty if the entry has no timer, `place` if it is not in line, `group` if it is no
  /// active member of a group, `task` if it has no task.
  static byte[] of(
      Optional<Instant> due,
      Optional<byte[]> place,
      Optional<byte[]> group,
      byte[] task,
      byte[] json) {
    byte form = form(place, group);
    byte[] ofPlace = place.orElse(NOTHING);
    byte[] ofGroup = group.orElse(NOTHING);
    int more = form == NUMBER ? 0 : Short.BYTES + ofPlace.length + ofGroup.length;
    ByteBuffer stored =
        ByteBuffer.allocate(HEAD + task.length + more + json.length)
            .put(form)
            .putLong(due.map(Instant::toEpochMilli).orElse(NEVER))
            .putInt(task.length)
            .put(task);
    if (form != NUMBER) {
      stored.putShort((short) ofPlace.length).put(ofPlace).put(ofGroup);
    }
    return stored.put(json).array();
  }

  private static byte form(Optional<byte[]> place, Optional<byte[]> group) {
    if (group.isPresent()) {
      return IN_GROUP;
    }
    return place.isPresent() ? IN_LINE : NUMBER;
  }

  /// Whether `stored` is one JSON with the task in it.
  static boolean isJsonAlone(byte[] stored) {
    return stored.length < HEAD || stored[0] < NUMBER || stored[0] > IN_GROUP;
  }

  /// The place in line.
  static Optional<byte[]> place(byte[] stored) {
    if (isJsonAlone(stored) || stored[0] == NUMBER || placeLength(stored) == 0) {
      return Optional.empty();
    }
    int from = placeAt(stored);
    return Optional.of(Arrays.copyOfRange(stored, from, from + placeLength(stored)));
  }

  /// The id of the group that it is an active member of.
  static Optional<byte[]> group(byte[] stored) {
    if (isJsonAlone(stored) || stored[0] != IN_GROUP) {
      return Optional.empty();
    }
    int from = placeAt(stored) + placeLength(stored);
    return Optional.of(Arrays.copyOfRange(stored, from, from + MemberKey.GROUP_LENGTH));
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
    if (stored[0] == NUMBER) {
      return HEAD + taskLength(stored);
    }
    int ofGroup = stored[0] == IN_GROUP ? MemberKey.GROUP_LENGTH : 0;
    return placeAt(stored) + placeLength(stored) + ofGroup;
  }

  private static int placeAt(byte[] stored) {
    return HEAD + taskLength(stored) + Short.BYTES;
  }

  private static int placeLength(byte[] stored) {
    return ByteBuffer.wrap(stored).getShort(HEAD + taskLength(stored));
  }

  private static int taskLength(byte[] stored) {
    return ByteBuffer.wrap(stored).getInt(LENGTH_AT);
  }
}
