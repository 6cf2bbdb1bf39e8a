package dev.offload.kafka.setup;

import dev.offload.kafka.admin.AdminAnswer;
import dev.offload.kafka.admin.Offsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Whether topics may be written to yet.
///
/// Kafka reports that a topic is created before its partitions' leaders know that they lead.
/// An early producer may have its first batch refused and its second one taken. The first one
/// is then out of order, is refused at every try, and fails after `delivery.timeout.ms`
/// (KAFKA-15591).
public final class TopicLeaders {
  private TopicLeaders() {}

  /// Returns once the leader of each partition has answered. `partitions` is the number of
  /// partitions by topic.
  public static void await(Admin admin, Map<String, Integer> partitions)
      throws InterruptedException {
    List<TopicPartition> all = new ArrayList<>();
    partitions.forEach(
        (topic, count) ->
            IntStream.range(0, count).forEach(one -> all.add(new TopicPartition(topic, one))));
    Map<TopicPartition, OffsetSpec> asked = Offsets.asked(all, OffsetSpec.latest());
    var _ = AdminAnswer.onceKnown(() -> admin.listOffsets(asked).all());
  }
}
