package dev.offload.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads ISO 8601 durations, as written by people and by [Duration#toString()].
final class DurationReader extends StdScalarDeserializer<Duration> {
  private static final long serialVersionUID = 1;

  /// Nearly all tasks have the same few.
  private static final int MOST_KNOWN = 256;
  private static final int LONGEST_KNOWN = 32;

  private final transient Map<String, Duration> known = new ConcurrentHashMap<>();

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
    Duration before = known.get(text);
    if (before != null) {
      return before;
    }
    try {
      Duration read = Duration.parse(text);
      remember(text, read);
      return read;
    } catch (DateTimeException | ArithmeticException e) {
      Duration spelled = Durations.parse(text).orElse(null);
      return spelled != null
          ? spelled
          : (Duration) context.handleWeirdStringValue(Duration.class, text, "%s", e.getMessage());
    }
  }

  /// Starts again when there are many, so that what is common now is known soon.
  private void remember(String text, Duration read) {
    if (text.length() <= LONGEST_KNOWN) {
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.put(text, read);
    }
  }
}
