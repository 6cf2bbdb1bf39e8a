package dev.offload.schemas.topic;

import dev.offload.schemas.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// A record that could not be read or processed, as it is written to `offload.parked`. Key,
/// value and headers are unchanged. Further headers tell where it was, who parked it and why.
///
/// If that would be too large for a record, it is a *reference*: without the value, with the
/// key and headers that are short, and with the size and digest of the missing value in
/// further headers. The original is where it was until its topic is trimmed.
public final class ParkedRecord {
  public static final String TOPIC = "offload-parked-topic";
  public static final String PARTITION = "offload-parked-partition";
  public static final String OFFSET = "offload-parked-offset";
  public static final String BY = "offload-parked-by";
  public static final String REASON = "offload-parked-reason";

  /// The size in bytes of the value that a reference leaves out.
  public static final String VALUE_SIZE = "offload-parked-value-size";

  /// The SHA-256 of the value that a reference leaves out, in hexadecimal digits.
  public static final String VALUE_SHA256 = "offload-parked-value-sha256";

  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_KEPT = 256;
  private static final List<String> OURS = List.of(TOPIC, PARTITION, OFFSET, BY, REASON);
  private static final List<String> KEPT =
      List.of(Envelope.TYPE, Envelope.SCHEMA, Envelope.TENANT, Envelope.TRACEPARENT);

  private final String key;
  private final Headers headers;
  private final byte[] value;

  private ParkedRecord(String key, Headers headers, byte[] value) {
    this.key = key;
    this.headers = headers;
    this.value = value;
  }

  /// Where a record was. `place` is its topic, or the store of a value, which has no offset
  /// (-1).
  public record ParkedFrom(String place, int partition, long offset) {}

  /// `by` names the service. `reason` is for people.
  public static ParkedRecord of(
      String key, Headers headers, byte[] value, ParkedFrom origin, String by, String reason) {
    Headers all = NewHeaders.copyOf(headers);
    describe(all, origin, by, reason);
    return new ParkedRecord(key, all, value);
  }

  /// The same for a record that was read from a topic.
  public static ParkedRecord of(ConsumerRecord<String, byte[]> record, String by, String reason) {
    var origin = new ParkedFrom(record.topic(), record.partition(), record.offset());
    return of(record.key(), record.headers(), record.value(), origin, by, reason);
  }

  public Headers headers() {
    return headers;
  }

  /// Its size in bytes as Kafka counts it, or a little more.
  public long size() {
    return RecordSize.of(key, headers, value);
  }

  /// This record if it has at most `limit` bytes as Kafka counts them, otherwise a reference.
  public ParkedRecord within(long limit) {
    return size() <= limit ? this : reference();
  }

  /// The reference to it, for when the whole does not fit.
  public ParkedRecord reference() {
    Headers kept = NewHeaders.none();
    for (Header header : headers) {
      if (OURS.contains(header.key()) || isShort(header)) {
        kept.add(header);
      }
    }
    byte[] missing = value == null ? new byte[0] : value;
    set(kept, VALUE_SIZE, Integer.toString(missing.length));
    set(kept, VALUE_SHA256, Digest.sha256Hex(missing));
    String shortKey = key == null || key.length() > LONGEST_KEPT ? null : key;
    return new ParkedRecord(shortKey, kept, null);
  }

  /// The record to write to `offload.parked`.
  public ProducerRecord<String, byte[]> toProduce() {
    return new ProducerRecord<>(Topics.PARKED.name(), null, key, value, headers);
  }

  private static boolean isShort(Header header) {
    return KEPT.contains(header.key())
        && header.value() != null
        && header.value().length <= LONGEST_KEPT;
  }

  private static void describe(Headers headers, ParkedFrom origin, String by, String reason) {
    set(headers, TOPIC, origin.place());
    set(headers, PARTITION, Integer.toString(origin.partition()));
    set(headers, OFFSET, Long.toString(origin.offset()));
    set(headers, BY, by);
    set(headers, REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
