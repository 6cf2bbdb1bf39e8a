package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewQueuesIT {
  private final String queue = "q" + UUID.randomUUID();
  private final String group = Topics.shareGroup(queue);
  private final String direct = Topics.direct(queue).name();
  private final String work = Topics.work(queue).name();
  private Admin admin;

  @BeforeEach
  void makeQueue() throws Exception {
    admin = KafkaForTests.admin();
    new TopicSetup(admin, new OneNode(2)).ensureQueue(queue);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void groupOfANewQueueBeginsAtTheStartOfItsTopics() throws Exception {
    // Given
    send("before");

    // When
    NewQueues.prepare(admin, List.of(queue));

    // Then
    assertThat(positions())
        .isEqualTo(
            Map.of(
                new TopicPartition(direct, 0), 0L,
                new TopicPartition(direct, 1), 0L,
                new TopicPartition(work, 0), 0L,
                new TopicPartition(work, 1), 0L));
    assertThat(takeOne()).isEqualTo("before");
  }

  @Test
  void groupThatIsThereGoesOnWhereItWas() throws Exception {
    // Given
    NewQueues.prepare(admin, List.of(queue));
    send("taken");
    assertThat(takeOne()).isEqualTo("taken");

    // When
    NewQueues.prepare(admin, List.of(queue));

    // Then
    send("next");
    assertThat(takeOne()).isEqualTo("next");
  }

  private Map<TopicPartition, Long> positions() throws Exception {
    Map<TopicPartition, SharePartitionOffsetInfo> found =
        admin
            .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
            .partitionsToOffsetInfo(group)
            .get();
    Map<TopicPartition, Long> positions = new HashMap<>();
    found.forEach((partition, info) -> positions.put(partition, info.startOffset()));
    return positions;
  }

  private void send(String value) throws Exception {
    try (var producer = KafkaForTests.producer(new StringSerializer(), new StringSerializer())) {
      var _ = producer.send(new ProducerRecord<>(direct, 0, "key", value)).get();
    }
  }

  /// Takes one record for good.
  private String takeOne() {
    Map<String, Object> config = KafkaForTests.connection();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    List<ConsumerRecord<String, String>> taken = new ArrayList<>();
    try (var consumer =
        new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(direct, work));
      while (taken.isEmpty()) {
        consumer.poll(Duration.ofSeconds(1)).forEach(taken::add);
      }
      var _ = consumer.commitSync();
    }
    return taken.getFirst().value();
  }
}
