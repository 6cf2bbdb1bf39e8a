package dev.offload.schemas.topic;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic: its name, its values, how old records are removed, and its partitions. Keys are
/// text.
public record Topic<V>(String name, Serde<V> values, Cleanup cleanup, Partitions partitions) {

  /// How old records are removed from a topic.
  public enum Cleanup {
    /// Without a limit of time or size. The trimmer deletes records that every reader has
    /// read.
    TRIMMED,
    /// The last value of each key is kept.
    COMPACTED,
    /// Records are kept for a day, since they matter only while they are new.
    A_DAY,
    /// Records are kept for a fortnight, for people to look at.
    A_FORTNIGHT;

    /// The Kafka topic settings for this.
    public Map<String, String> config() {
      return switch (this) {
        case TRIMMED ->
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "retention.bytes", "-1",
                // Only whole segments are freed, so they are small.
                "segment.bytes", "67108864");
        case COMPACTED ->
            Map.of(
                "cleanup.policy",
                "compact",
                "min.cleanable.dirty.ratio",
                "0.2",
                // The segment that is being written is not compacted. Without these settings
                // it would be kept for a week, with everything that has been replaced or
                // deleted since.
                "segment.ms",
                "3600000",
                "segment.bytes",
                "67108864",
                "max.compaction.lag.ms",
                "86400000");
        case A_DAY ->
            Map.of("cleanup.policy", "delete", "retention.ms", "86400000", "segment.ms", "3600000");
        case A_FORTNIGHT -> Map.of("cleanup.policy", "delete", "retention.ms", "1209600000");
      };
    }
  }

  /// How many partitions a topic has. Topics keyed by task id all have the same number, which
  /// never changes, because they share a store. Small topics that everybody reads whole have
  /// one.
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

  /// The same in bytes.
  public ProducerRecord<String, byte[]> encoded(String key, V value, int partitionCount) {
    ProducerRecord<String, V> record = record(key, value, partitionCount);
    byte[] bytes = values.serializer().serialize(name, record.headers(), value);
    return new ProducerRecord<>(name, record.partition(), key, bytes, record.headers());
  }

  /// Reads one value. It is null for a tombstone, which only a compacted topic has. Throws
  /// [UnreadableRecord] if the value does not belong on the topic, whatever is wrong with it.
  public V read(Headers headers, byte[] value) {
    if (value == null && cleanup != Cleanup.COMPACTED) {
      throw new UnreadableRecord("a record of " + name + " must have a value");
    }
    try {
      return values.deserializer().deserialize(name, headers, value);
    } catch (UnreadableRecord e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new UnreadableRecord("a record of " + name + " can't be read: " + e, e);
    }
  }
}
