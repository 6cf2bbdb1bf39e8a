package dev.offload.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// How large a record is as Kafka counts it for `max.message.bytes`, or a little more: key,
/// value, headers, and the batch of a single record.
public final class RecordSize {
  /// The header of the batch (61 bytes), and the lengths, offset and timestamp of a record.
  private static final int FRAME = 128;

  /// The lengths of a header's name and value.
  private static final int HEADER_FRAME = 10;

  private RecordSize() {}

  /// `key` and `value` may be null.
  public static long of(String key, Headers headers, byte[] value) {
    long size = FRAME;
    size += key == null ? 0 : bytes(key);
    size += value == null ? 0 : value.length;
    for (Header header : headers) {
      size += HEADER_FRAME;
      size += bytes(header.key());
      size += header.value() == null ? 0 : header.value().length;
    }
    return size;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
