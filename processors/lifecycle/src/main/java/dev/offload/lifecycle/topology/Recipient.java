package dev.offload.lifecycle.topology;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Something on a partition that records are for.
interface Recipient {
  /// Whether a record of `topic` with this key is for it. `key` may be null.
  boolean isFor(String topic, String key);

  /// Processes a record, or parks it. Returns the time for which a timer was armed.
  Optional<Instant> take(Record<String, byte[]> record, RecordMetadata from, Instant now);
}
