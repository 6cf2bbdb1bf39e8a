package dev.offload.report.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Writes and reads jobs and messages, as one line of JSON each. The child has its own class
/// path, so this has its own mapper. Decimals stay as they are written.
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
