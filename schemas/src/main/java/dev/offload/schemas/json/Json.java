package dev.offload.schemas.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;

/// The one way Offload writes and reads JSON: RFC 3339 times, ISO 8601 durations, absent instead of
/// null, unknown members tolerated on read (a newer release may have written them).
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new JavaTimeModule()
                  .addDeserializer(Instant.class, new InstantReader())
                  .addSerializer(Instant.class, new InstantWriter()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}
}
