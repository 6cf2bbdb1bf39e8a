package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.schemas.topic.NewHeaders;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.ParkedRecord.ParkedFrom;
import dev.offload.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The output of one partition's processor: what steps tell others, and what could not be
/// processed.
record PartitionOutput(
    ProcessorContext<String, Outgoing> context, RecordLimits limits, Instruments instruments) {
  private static final Logger log = LoggerFactory.getLogger(PartitionOutput.class);

  void forward(Outgoing outgoing, Instant now) {
    context.forward(
        new Record<>(outgoing.key(), outgoing, now.toEpochMilli(), outgoing.headers()),
        outgoing.sink());
  }

  /// Counts the events of the task, schedule or limit `key`, and logs those that should not happen.
  void happened(String key, List<?> events) {
    for (Object event : events) {
      instruments.happened(event);
      if (event instanceof EarlyEventsDropped(int count)) {
        log.error(
            "attempt events dropped, for their task was never submitted taskId={} count={}",
            key,
            count);
      }
    }
  }

  void park(Record<String, byte[]> record, RecordMetadata from, Throwable error, Instant now) {
    log.error(
        "record parked topic={} partition={} offset={}: {}",
        from.topic(),
        from.partition(),
        from.offset(),
        reason(error));
    ParkedFrom origin = new ParkedFrom(from.topic(), from.partition(), from.offset());
    park(record.key(), record.headers(), record.value(), origin, error, now);
  }

  /// Parks the value that `store` has for `key`.
  void parkStored(String store, String key, byte[] stored, Throwable error, Instant now) {
    int partition = context.taskId().partition();
    log.error(
        "stored value parked store={} key={} partition={}: {}",
        store,
        key,
        partition,
        reason(error));
    ParkedFrom origin = new ParkedFrom(store, partition, -1);
    park(key, NewHeaders.none(), stored, origin, error, now);
  }

  private void park(
      String key, Headers headers, byte[] value, ParkedFrom origin, Throwable error, Instant now) {
    instruments.parked();
    long limit = limits.of(Topics.PARKED.name());
    ParkedRecord parked =
        ParkedRecord.of(key, headers, value, origin, "lifecycle", reason(error)).within(limit);
    if (parked.size() > limit) {
      log.error("the record could not be parked: only the line before tells of it");
      return;
    }
    forward(Outgoing.parked(parked), now);
  }

  /// What went wrong and why, in one line.
  private static String reason(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .map(PartitionOutput::firstLine)
        .collect(Collectors.joining(": "));
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
