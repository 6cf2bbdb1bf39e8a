package dev.offload.kafka.admin;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// The offsets at which partitions begin and end.
public final class Offsets {
  private Offsets() {}

  /// The request that asks for `what` of all `partitions`.
  public static Map<TopicPartition, OffsetSpec> asked(
      Collection<TopicPartition> partitions, OffsetSpec what) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, what));
    return asked;
  }

  public static Map<TopicPartition, Long> of(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec what)
      throws InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    AdminAnswer.await(admin.listOffsets(asked(partitions, what)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
