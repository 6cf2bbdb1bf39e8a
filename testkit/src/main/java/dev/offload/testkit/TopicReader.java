package dev.offload.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads a whole topic: everything that is committed up to its present end.
///
/// Order holds within a partition only. An open transaction's records are not seen.
public record TopicReader<K, V>(
    String bootstrapServers, Deserializer<K> key, Deserializer<V> value) {
  private static final Duration POLL = Duration.ofMillis(100);

  /// A consumer that is closed waits for its last fetch.
  private static final int FETCH_WAITS_MS = 10;

  /// A reader of [KafkaForTests] that takes keys and values as text.
  public static TopicReader<String, String> ofText() {
    return ofText(KafkaForTests.bootstrapServers());
  }

  public static TopicReader<String, String> ofText(String bootstrapServers) {
    return new TopicReader<>(bootstrapServers, new StringDeserializer(), new StringDeserializer());
  }

  /// A reader of [KafkaForTests] with string keys.
  public static <V> TopicReader<String, V> of(Deserializer<V> value) {
    return new TopicReader<>(KafkaForTests.bootstrapServers(), new StringDeserializer(), value);
  }

  public List<ConsumerRecord<K, V>> readAll(String topic) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "fetch.max.wait.ms",
            FETCH_WAITS_MS,
            "auto.offset.reset",
            "earliest");
    try (var consumer = new KafkaConsumer<>(properties, key, value)) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<K, V>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
      return List.copyOf(records);
    }
  }

  public List<V> readValues(String topic) {
    return readAll(topic).stream().map(ConsumerRecord::value).toList();
  }
}
