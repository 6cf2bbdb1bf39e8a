package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.park.Parking;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way out of one partition's processor: what steps tell, and what could not be processed.
record Exit(ProcessorContext<String, Outgoing> context, Instruments instruments) {
  private static final Logger log = LoggerFactory.getLogger(Exit.class);

  void forward(Outgoing outgoing, Instant now) {
    context.forward(
        new Record<>(outgoing.key(), outgoing, now.toEpochMilli(), outgoing.headers()),
        outgoing.sink());
  }

  void park(
      Record<String, byte[]> record, RecordMetadata from, RuntimeException error, Instant now) {
    log.error(
        "record parked topic={} partition={} offset={}: {}",
        from.topic(),
        from.partition(),
        from.offset(),
        Parking.reason(error));
    Headers headers =
        Parking.headers(record.headers(), from.topic(), from.partition(), from.offset(), error);
    instruments.parked();
    forward(Outgoing.parked(record.key(), headers, record.value()), now);
  }

  /// Parks what `store` has for `key`.
  void parkStored(String store, String key, byte[] stored, RuntimeException error, Instant now) {
    int partition = context.taskId().partition();
    log.error(
        "stored value parked store={} key={} partition={}: {}",
        store,
        key,
        partition,
        Parking.reason(error));
    Headers headers = Parking.headers(new RecordHeaders(), store, partition, -1, error);
    instruments.parked();
    forward(Outgoing.parked(key, headers, stored), now);
  }
}
