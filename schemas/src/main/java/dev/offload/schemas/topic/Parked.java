package dev.offload.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record on `offload.parked`: key, value and headers as they were, and headers more that say why
/// it stands there and where it came from.
public final class Parked {
  public static final String REASON = "offload-parked-reason";
  public static final String TOPIC = "offload-parked-topic";
  public static final String PARTITION = "offload-parked-partition";
  public static final String OFFSET = "offload-parked-offset";

  private Parked() {}

  /// `reason` is for people; it never quotes the value.
  public static ProducerRecord<String, byte[]> of(
      ConsumerRecord<String, byte[]> record, String reason, int partitionCount) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.add(REASON, bytes(reason));
    headers.add(TOPIC, bytes(record.topic()));
    headers.add(PARTITION, bytes(Integer.toString(record.partition())));
    headers.add(OFFSET, bytes(Long.toString(record.offset())));
    return new ProducerRecord<>(
        Topics.PARKED.name(),
        record.partition() % partitionCount,
        record.key(),
        record.value(),
        headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
