package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// When records were written: what Kafka Streams chooses by which of several topics to go on with.
/// None stops its partition: one without a time counts as the one before it, one from the future as
/// one of now.
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
