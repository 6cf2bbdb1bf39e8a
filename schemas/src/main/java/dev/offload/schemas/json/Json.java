package dev.offload.schemas.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;

/// How Offload writes and reads JSON: RFC 3339 times, ISO 8601 durations, absent members
/// instead of null. Unknown members are ignored, since a newer release may have written them.
/// A number in the JSON of a client or a handler is written as it was read. A record that is
/// made of other records can be flat: see [FlatRecords].
public final class Json {
  /// Buffers of parsers and generators, for all mappers that requests use. Jackson keeps them by
  /// thread, so each virtual thread would make its own: 40 KB for every request.
  public static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newBoundedPool(64);

  public static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().recyclerPool(BUFFERS).build())
          .addModule(anyJson())
          .addModule(FlatRecords.module())
          .addModule(
              new JavaTimeModule()
                  .addDeserializer(Duration.class, new DurationReader())
                  .addDeserializer(Instant.class, new InstantReader())
                  .addSerializer(Instant.class, new InstantWriter()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /// The JSON of a record of Offload, or of JSON that was read. Each of them can be written.
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value can't be written as JSON", e);
    }
  }

  /// For every mapper that reads arbitrary JSON: see [JsonNodeReader].
  public static SimpleModule anyJson() {
    return new SimpleModule().addDeserializer(JsonNode.class, new JsonNodeReader());
  }
}
