package dev.offload.lifecycle.store;

import dev.offload.schemas.task.GroupId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/// The key of an active member of a group, in an [EntryStore]: a prefix, the group's id, and the
/// key of its entry.
public record MemberKey(GroupId group, String entry) {
  static final byte PREFIX = PlaceKey.PREFIX + 1;

  /// How many bytes the id of a group has.
  public static final int GROUP_LENGTH = 2 * Long.BYTES;

  public static MemberKey parse(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get()).position(1);
    GroupId group = new GroupId(new UUID(buffer.getLong(), buffer.getLong()));
    return new MemberKey(group, StandardCharsets.UTF_8.decode(buffer).toString());
  }

  /// The bytes of a group's id.
  public static byte[] bytes(GroupId group) {
    return ByteBuffer.allocate(GROUP_LENGTH)
        .putLong(group.uuid().getMostSignificantBits())
        .putLong(group.uuid().getLeastSignificantBits())
        .array();
  }

  /// Before all members of a group.
  static Bytes first(GroupId group) {
    return Bytes.wrap(of(bytes(group), new byte[0]));
  }

  /// After this member, and before the next one.
  Bytes next() {
    byte[] ofEntry = (entry + "\0").getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(of(bytes(group), ofEntry));
  }

  /// After all members of a group. No key begins with this byte, which is never in a text.
  static Bytes end(GroupId group) {
    return Bytes.wrap(of(bytes(group), new byte[] {(byte) 0xff}));
  }

  static byte[] of(byte[] group, byte[] entry) {
    return ByteBuffer.allocate(1 + group.length + entry.length)
        .put(PREFIX)
        .put(group)
        .put(entry)
        .array();
  }
}
