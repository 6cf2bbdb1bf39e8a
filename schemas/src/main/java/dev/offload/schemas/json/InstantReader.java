package dev.offload.schemas.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;

/// Reads RFC 3339 times with a parser for this format only. Every record has several times,
/// and they took half of the time to read it.
///
/// It also reads years with a sign, as [InstantWriter] writes them. No client can name such a time,
/// but a sum of two times can be one, and its record has to stay readable.
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
