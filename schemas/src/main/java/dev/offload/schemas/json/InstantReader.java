package dev.offload.schemas.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;

/// Times as of RFC 3339, read by a parser that knows nothing else: every record has some, and they
/// were half of the time that reading one took.
///
/// What [InstantWriter] writes of other years, with a sign before them, is read as well: no client
/// can name such a time, but a sum of two can be one, and its record has to stay readable.
final class InstantReader extends StdScalarDeserializer<Instant> {
  private static final long serialVersionUID = 1;

  InstantReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = parser.getValueAsString();
    if (text == null) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    try {
      if (text.startsWith("+") || text.startsWith("-")) {
        return Instant.parse(text);
      }
      ParsePosition end = new ParsePosition(0);
      Instant time = ITU.parseDateTime(text, end).toInstant();
      return end.getIndex() == text.length() ? time : unfit(text, "more than a time", context);
    } catch (DateTimeException e) {
      return unfit(text, e.getMessage(), context);
    }
  }

  private static Instant unfit(String text, String why, DeserializationContext context)
      throws IOException {
    return (Instant) context.handleWeirdStringValue(Instant.class, text, "%s", why);
  }
}
