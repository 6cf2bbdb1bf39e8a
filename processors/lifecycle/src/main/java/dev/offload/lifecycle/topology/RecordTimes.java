package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// When records were written, by which Kafka Streams chooses the topic to read next. No record
/// stops its partition: one without a time has that of the record before it, and one from the
/// future that of now.
///
/// @param behind how much later than it was written a record comes in turn
record RecordTimes(PartitionTools tools, Duration behind) implements TimestampExtractor {
  /// What came in a batch waits while anything else is there, but not for ever.
  private static final Duration BATCHES_BEHIND = Duration.ofHours(1);

  RecordTimes(PartitionTools tools) {
    this(tools, Duration.ZERO);
  }

  /// The same for what came in batches.
  RecordTimes later() {
    return new RecordTimes(tools, BATCHES_BEHIND);
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() < 0) {
      return Math.max(partitionTime, 0);
    }
    AgreedClock clock = tools.times().clock();
    clock.recordSays(Instant.ofEpochMilli(record.timestamp()));
    long written =
        Math.min(record.timestamp(), clock.instant().plus(clock.tolerance()).toEpochMilli());
    return written + behind.toMillis();
  }
}
