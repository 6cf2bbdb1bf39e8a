package dev.offload.report.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// How jobs and messages are written: one line of JSON each. The child has a class path of its own,
/// and so a mapper of its own. A decimal stays as it is written.
public final class Wire {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Wire() {}

  public static String line(Job job) {
    return write(job);
  }

  public static String line(Message message) {
    return write(message);
  }

  public static Job job(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, Job.class);
  }

  public static Message message(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, Message.class);
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value, e);
    }
  }
}
