package dev.offload.lifecycle.store;

import dev.offload.schemas.task.Placement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Where a task stands in a line: among those of its tenant, the one with the highest priority
/// is first, and among those the one that has waited longest.
///
/// @param line the name of the line
/// @param weight how many units of a limit the task takes
public record Place(String line, String tenant, int priority, Instant since, int weight) {
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  /// After all others of the same line, tenant and priority.
  Place last() {
    return new Place(line, tenant, priority, NEVER, 0);
  }

  /// In the order of their bytes, the places of each line and tenant are together and in the
  /// order of their turns.
  public byte[] bytes() {
    byte[] ofLine = line.getBytes(StandardCharsets.UTF_8);
    byte[] ofTenant = tenant.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(size(ofLine) + size(ofTenant) + 1 + Long.BYTES + Short.BYTES)
        .putShort((short) ofLine.length)
        .put(ofLine)
        .putShort((short) ofTenant.length)
        .put(ofTenant)
        .put((byte) (Placement.MOST_URGENT - priority))
        .putLong(since.toEpochMilli())
        .putShort((short) weight)
        .array();
  }

  private static int size(byte[] text) {
    return Short.BYTES + text.length;
  }

  /// Reads the place at the beginning of `bytes`.
  static Place read(ByteBuffer bytes) {
    return new Place(
        text(bytes),
        text(bytes),
        Placement.MOST_URGENT - bytes.get(),
        time(bytes),
        bytes.getShort());
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getShort()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Instant time(ByteBuffer bytes) {
    return Instant.ofEpochMilli(bytes.getLong());
  }
}
