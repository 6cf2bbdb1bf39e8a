package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// When records were written. Kafka Streams uses it to choose the topic to read next. No
/// record stops its partition: one without a time has that of the record before it, and one
/// from the future that of now.
record RecordTimes(PartitionTools tools) implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() < 0) {
      return Math.max(partitionTime, 0);
    }
    AgreedClock clock = tools.clock();
    clock.recordSays(Instant.ofEpochMilli(record.timestamp()));
    return Math.min(record.timestamp(), clock.instant().plus(clock.tolerance()).toEpochMilli());
  }
}
