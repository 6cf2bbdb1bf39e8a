package dev.offload.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/// Reads ISO 8601 durations, as written by people and by [Duration#toString()].
final class DurationReader extends StdScalarDeserializer<Duration> {
  private static final long serialVersionUID = 1;

  DurationReader() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getValueAsString();
    if (text == null) {
      return (Duration) context.handleUnexpectedToken(Duration.class, parser);
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      Duration spelled = Durations.parse(text).orElse(null);
      return spelled != null
          ? spelled
          : (Duration) context.handleWeirdStringValue(Duration.class, text, "%s", e.getMessage());
    }
  }
}
