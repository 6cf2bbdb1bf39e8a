package dev.offload.ingest.rig;

import dev.offload.schemas.topic.Topic;
import dev.offload.testkit.TopicReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What stands on topics.
public final class Log {

  private Log() {}

  /// All values of `topic`.
  public static <V> List<V> values(Topic<V> topic) {
    return TopicReader.of(topic.values().deserializer()).readAll(topic.name()).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  /// The records of `topic` with this key, oldest first.
  public static <V> List<ConsumerRecord<String, V>> of(Topic<V> topic, String key) {
    return TopicReader.of(topic.values().deserializer()).readAll(topic.name()).stream()
        .filter(record -> record.key().equals(key))
        .toList();
  }
}
