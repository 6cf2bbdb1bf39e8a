package dev.offload.ingest.kafka;

import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.UnreadableRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A record that has been read back before it is written. A record that is accepted but can't be
/// read is lost for its owner and holds up its readers.
final class ReadBack {
  private ReadBack() {}

  /// @param value null for a tombstone
  /// @throws UnreadableRecord if the record could not be read
  static <V> ProducerRecord<String, byte[]> record(
      Topic<V> topic, String key, V value, int partitions) {
    ProducerRecord<String, byte[]> record = topic.encoded(key, value, partitions);
    V _ = topic.read(record.headers(), record.value());
    return record;
  }
}
