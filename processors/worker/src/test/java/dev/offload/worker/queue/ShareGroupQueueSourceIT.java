package dev.offload.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.kafka.setup.ShareGroupLimits;
import dev.offload.kafka.setup.TopicSetup;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import dev.offload.worker.OneBrokerTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareGroupQueueSourceIT extends QueueSourceConformance {
  private static final OneBrokerTopics TOPICS = new OneBrokerTopics(1);

  private final String queue = "q" + UUID.randomUUID();

  @BeforeEach
  void queueWithShortLocks() throws Exception {
    try (Admin admin = KafkaForTests.admin()) {
      new TopicSetup(admin, TOPICS).ensureQueue(queue);
      ConfigEntry shortLock = new ConfigEntry("share.record.lock.duration.ms", "15000");
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, Topics.shareGroup(queue)),
                  List.of(new AlterConfigOp(shortLock, OpType.SET))))
          .all()
          .get();
    }
  }

  @Test
  void limitsOfTheGroupAreRead() throws Exception {
    try (Admin admin = KafkaForTests.admin()) {
      assertThat(ShareGroupLimits.read(admin, queue))
          .isEqualTo(new ShareGroupLimits(Duration.ofSeconds(15), 5));
    }
  }

  @Test
  void recordOfAnOpenTransactionIsNotHandedOut() {
    Map<String, Object> config = KafkaForTests.connection();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, queue);
    try (var producer =
            new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        QueueSource source = open(10)) {
      // Given
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(Topics.work(queue).name(), 0, "aborted", "value"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ =
          producer.send(new ProducerRecord<>(Topics.work(queue).name(), 0, "committed", "value"));
      producer.flush();
      assertThat(source.poll(Duration.ofSeconds(3))).isEmpty();

      // When
      producer.commitTransaction();

      // Then
      List<ConsumerRecord<String, byte[]>> polled = List.of();
      while (polled.isEmpty()) {
        polled = source.poll(Duration.ofSeconds(1));
      }
      assertThat(polled).extracting(ConsumerRecord::key).containsExactly("committed");
      polled.forEach(source::accept);
    }
  }

  @Override
  protected void add(String... keys) {
    try (var producer = KafkaForTests.producer(new StringSerializer(), new StringSerializer())) {
      for (String key : keys) {
        var _ = producer.send(new ProducerRecord<>(Topics.direct(queue).name(), key, "value"));
      }
    }
  }

  @Override
  protected QueueSource open(int batch) {
    return ShareGroupQueueSource.over(KafkaForTests.connection(), Duration.ofMillis(500))
        .open(queue, batch);
  }

  /// The rig's locks last for some seconds only, so they end by themselves.
  @Override
  protected void endLocks() {}
}
