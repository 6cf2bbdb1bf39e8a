package dev.offload.worker.queue;

import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue as a Kafka share group (KIP-932) over its two topics: the direct one and the one that
/// the lifecycle writes.
///
/// Records are never released one by one, because that has no back-off and counts as a
/// delivery.
public final class ShareGroupQueueSource implements QueueSource {
  private static final Logger log = LoggerFactory.getLogger(ShareGroupQueueSource.class);
  private static final Duration PATIENCE_TO_CLOSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE_TO_FLUSH = Duration.ofSeconds(5);

  private final KafkaShareConsumer<String, byte[]> consumer;

  private ShareGroupQueueSource(KafkaShareConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /// `kafka` says how to reach Kafka, security included. Kafka may wait for records as long as
  /// `emptyAnswer` before it answers that there are none.
  public static Opener over(Map<String, Object> kafka, Duration emptyAnswer) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(emptyAnswer.toMillis()));
    return (queue, batch) -> open(config, queue, batch);
  }

  private static QueueSource open(Map<String, Object> kafka, String queue, int batch) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(CommonClientConfigs.GROUP_ID_CONFIG, Topics.shareGroup(queue));
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // The default hands out whole batches of the producer, however many records they have.
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
    // With "rebootstrap", the default, its thread takes a whole core while no broker answers.
    config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    var consumer =
        new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.setAcknowledgementCommitCallback(ShareGroupQueueSource::noteRefusal);
    consumer.subscribe(List.of(Topics.direct(queue).name(), Topics.work(queue).name()));
    return new ShareGroupQueueSource(consumer);
  }

  @Override
  public List<ConsumerRecord<String, byte[]>> poll(Duration patience) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(patience).forEach(records::add);
    return records;
  }

  @Override
  public void accept(ConsumerRecord<String, byte[]> record) {
    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
  }

  @Override
  public void flush() {
    // The callback learns what the broker refuses, as for all other acknowledgements.
    var _ = consumer.commitSync(PATIENCE_TO_FLUSH);
  }

  @Override
  public void close() {
    consumer.close(PATIENCE_TO_CLOSE);
  }

  private static void noteRefusal(
      Map<TopicIdPartition, Set<Long>> offsets, Exception refusalOrNull) {
    if (refusalOrNull != null) {
      log.info(
          "accepted records will come again, because their locks had ended: {}",
          refusalOrNull.getMessage());
    }
  }
}
