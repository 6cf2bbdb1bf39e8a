package dev.offload.lifecycle.store;

import dev.offload.schemas.task.Placement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Where a task stands in the line of its queue: among those of its tenant, the one with the
/// highest priority is first, and among those the one that has waited longest.
public record Place(String queue, String tenant, int priority, Instant since) {
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  /// After all others of the same queue, tenant and priority.
  Place last() {
    return new Place(queue, tenant, priority, NEVER);
  }

  /// In the order of their bytes, the places of each queue and tenant are together and in the
  /// order of their turns.
  public byte[] bytes() {
    byte[] ofQueue = queue.getBytes(StandardCharsets.UTF_8);
    byte[] ofTenant = tenant.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(size(ofQueue) + size(ofTenant) + 1 + Long.BYTES)
        .putShort((short) ofQueue.length)
        .put(ofQueue)
        .putShort((short) ofTenant.length)
        .put(ofTenant)
        .put((byte) (Placement.MOST_URGENT - priority))
        .putLong(since.toEpochMilli())
        .array();
  }

  private static int size(byte[] text) {
    return Short.BYTES + text.length;
  }

  /// Reads the place at the beginning of `bytes`.
  static Place read(ByteBuffer bytes) {
    return new Place(text(bytes), text(bytes), Placement.MOST_URGENT - bytes.get(), time(bytes));
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
