package dev.offload.lifecycle.topology;

import dev.offload.schemas.topic.RecordSize;
import dev.offload.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns from a record that Kafka does not take. Its transaction is lost with it, so the thread
/// dies and what led to the record is processed again. By then the limit is known: that one task
/// fails or waits, or that one record is parked, and everything else goes on.
public final class RefusedRecords implements ProductionExceptionHandler {
  /// The setting under which an instance passes what is to learn of it.
  public static final String LEARNERS = "offload.lifecycle.refused";

  private static final Logger log = LoggerFactory.getLogger(RefusedRecords.class);

  private Learners learners;

  /// The parts that have to know which records topics refuse.
  public record Learners(RecordLimits limits, QueueTopics queues) {}

  @Override
  public void configure(Map<String, ?> settings) {
    learners = (Learners) settings.get(LEARNERS);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    String topic = record.topic();
    if (exception instanceof RecordTooLargeException) {
      long size = size(record);
      log.error(
          "Kafka takes no record of {} bytes on {}, its step will be replaced by one that fits: check"
              + " max.message.bytes of the topic",
          size,
          topic);
      learners.limits().refused(topic, size);
    } else if (exception instanceof ApiException && !(exception instanceof RetriableException)) {
      log.error("Kafka does not take a record on {}: {}", topic, exception.getMessage());
      Topics.queueOf(topic).ifPresent(queue -> learners.queues().close(queue));
      if (topic.equals(Topics.PARKED.name())) {
        learners.limits().refused(topic, 1);
      }
    }
    return Response.fail();
  }

  private static long size(ProducerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return RecordSize.of(key, record.headers(), record.value());
  }
}
