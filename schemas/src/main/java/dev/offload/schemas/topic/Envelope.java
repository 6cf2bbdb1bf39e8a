package dev.offload.schemas.topic;

import dev.offload.schemas.TenantOwned;
import dev.offload.schemas.Traced;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The Kafka headers of every JSON value: the type of its record, the version of its schema,
/// its tenant and its trace.
public final class Envelope {
  public static final String TYPE = "offload-type";
  public static final String SCHEMA = "offload-schema";
  public static final String TENANT = "offload-tenant";
  public static final String TRACEPARENT = "traceparent";

  /// The only schema version so far. Additive changes keep it. A breaking change gets a new
  /// number, which one release can read before the next one writes it.
  public static final int SCHEMA_VERSION = 1;

  private static final byte[] VERSION_BYTES = bytes(Integer.toString(SCHEMA_VERSION));

  private Envelope() {}

  /// Replaces the envelope in `headers` with that of `value`.
  static void write(Headers headers, Object value) {
    set(headers, TYPE, bytes(value.getClass().getSimpleName()));
    set(headers, SCHEMA, VERSION_BYTES);
    if (value instanceof TenantOwned owned) {
      set(headers, TENANT, bytes(owned.tenant()));
    }
    if (value instanceof Traced traced && traced.traceparent() != null) {
      set(headers, TRACEPARENT, bytes(traced.traceparent()));
    }
  }

  /// The text of header `name`, or null.
  public static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void set(Headers headers, String name, byte[] value) {
    headers.remove(name);
    headers.add(name, value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
