package dev.offload.schemas.topic;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic: its name, what its values are, and how old records leave it. Keys are text.
public record Topic<V>(String name, Serde<V> values, Cleanup cleanup, Partitions partitions) {

  /// How old records leave a topic.
  public enum Cleanup {
    /// No limit of time or size: deleted by the trimmer once every reader is past them.
    TRIMMED,
    /// The last value of each key is kept.
    COMPACTED,
    /// Kept for a day: of interest only while it is fresh.
    A_DAY,
    /// Kept for a fortnight, for people to look at.
    A_FORTNIGHT;

    /// The Kafka topic settings that say so.
    public Map<String, String> config() {
      return switch (this) {
        case TRIMMED ->
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "retention.bytes", "-1",
                // The disk gets back whole segments only, so they are small.
                "segment.bytes", "67108864");
        case COMPACTED ->
            Map.of(
                "cleanup.policy",
                "compact",
                "min.cleanable.dirty.ratio",
                "0.2",
                // A segment that is written to is not compacted: without these it is kept for a
                // week, with all that has been replaced and deleted since.
                "segment.ms",
                "3600000",
                "max.compaction.lag.ms",
                "86400000");
        case A_DAY ->
            Map.of("cleanup.policy", "delete", "retention.ms", "86400000", "segment.ms", "3600000");
        case A_FORTNIGHT -> Map.of("cleanup.policy", "delete", "retention.ms", "1209600000");
      };
    }
  }

  /// How many partitions a topic has: the keyed ones share one count for life, as they share a
  /// store; small ones read whole by everybody have one.
  public enum Partitions {
    KEYED,
    ONE
  }

  public Serde<String> keys() {
    return Serdes.String();
  }

  /// A record for `key`, on the partition that [Topics#partition] computes.
  public ProducerRecord<String, V> record(String key, V value, int partitionCount) {
    int partition = partitions == Partitions.ONE ? 0 : Topics.partition(key, partitionCount);
    return new ProducerRecord<>(name, partition, key, value);
  }

  /// The same already in bytes, for writers whose serializers are configuration.
  public ProducerRecord<String, byte[]> encoded(String key, V value, int partitionCount) {
    ProducerRecord<String, V> record = record(key, value, partitionCount);
    byte[] bytes = values.serializer().serialize(name, record.headers(), value);
    return new ProducerRecord<>(name, record.partition(), key, bytes, record.headers());
  }

  /// Reads one value. Throws [UnreadableRecord] where it is not what the topic promises.
  public V read(Headers headers, byte[] value) {
    return values.deserializer().deserialize(name, headers, value);
  }
}
