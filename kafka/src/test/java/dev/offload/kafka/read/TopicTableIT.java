package dev.offload.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Topic;
import dev.offload.testkit.KafkaForTests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicTableIT {
  private final List<String> parsed = new CopyOnWriteArrayList<>();
  private final Topic<String> topic =
      new Topic<>(
          "table",
          Serdes.serdeFrom(new StringSerializer(), (_, bytes) -> parse(bytes)),
          Topic.Cleanup.COMPACTED,
          Topic.Partitions.ONE);

  private String parse(byte[] bytes) {
    String text = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    parsed.add(String.valueOf(text));
    return text;
  }

  @Test
  void valuesOfRecordsWithoutARowAreNotRead() throws Exception {
    KafkaForTests.createTopic(topic.name(), 1);
    try (Producer<String, String> producer =
            KafkaForTests.producer(new StringSerializer(), new StringSerializer());
        TopicTable<String> table =
            TopicTable.read(
                KafkaForTests.connection(),
                topic,
                key -> Optional.of(key).filter(name -> name.startsWith("mine/")))) {
      producer.send(topic.record("others/a", "large", 1)).get();
      producer.send(topic.record("mine/a", "one", 1)).get();
      producer.send(topic.record("mine/b", "two", 1)).get();
      producer.send(topic.record("mine/b", null, 1)).get();

      assertThat(table.catchUp(Duration.ofSeconds(30))).isTrue();

      assertThat(table.values()).containsExactly("one");
      assertThat(table.get("others/a")).isEmpty();
      assertThat(parsed).containsExactly("one", "two", "null");
    }
  }
}
