package dev.offload.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// How large a record is as Kafka counts it against `max.message.bytes`, or a little more: key,
/// value and headers, and the batch around it where it is alone.
public final class RecordSize {
  /// The batch's head (61 bytes), and lengths, offset and timestamp in front of a record.
  private static final int FRAME = 128;

  /// The lengths in front of a header's name and value.
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
