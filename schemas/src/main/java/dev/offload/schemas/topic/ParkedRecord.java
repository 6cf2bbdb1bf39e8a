package dev.offload.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record that could not be read or processed, as it goes to `offload.parked`: key, value and
/// headers as they were, and in more headers where it stood, who parked it and why.
public final class ParkedRecord {
  public static final String TOPIC = "offload-parked-topic";
  public static final String PARTITION = "offload-parked-partition";
  public static final String OFFSET = "offload-parked-offset";
  public static final String BY = "offload-parked-by";
  public static final String REASON = "offload-parked-reason";
  private static final int LONGEST_REASON = 1000;

  private ParkedRecord() {}

  /// `by` names the service, `reason` is for people.
  public static <K> ProducerRecord<K, byte[]> of(
      ConsumerRecord<K, byte[]> record, String by, String reason) {
    Headers headers =
        headers(record.headers(), record.topic(), record.partition(), record.offset(), by, reason);
    return new ProducerRecord<>(Topics.PARKED.name(), null, record.key(), record.value(), headers);
  }

  /// The headers of a parked record: the `original` ones, where it stood, who parked it and why.
  public static Headers headers(
      Headers original, String topic, int partition, long offset, String by, String reason) {
    Headers headers = new RecordHeaders(original.toArray());
    set(headers, TOPIC, topic);
    set(headers, PARTITION, Integer.toString(partition));
    set(headers, OFFSET, Long.toString(offset));
    set(headers, BY, by);
    set(headers, REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    return headers;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
