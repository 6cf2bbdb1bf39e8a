package dev.offload.ingest.body;

import dev.offload.schemas.json.Durations;
import dev.offload.schemas.json.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Parses values that JSON has as strings. The result is empty if the text is wrong.
public final class Texts {
  /// For people: what a text must be.
  public static final String A_TIME =
      "an RFC 3339 time such as 2027-01-31T08:00:00Z, in UTC in the years 0000 to 9999";

  /// For people: what a text must be.
  public static final String A_DURATION = Durations.RULE + ", such as PT5M";

  /// The longest text of a time: nine digits of a second, an offset in seconds, and some room.
  private static final int MAX_TIME_LENGTH = 50;

  private Texts() {}

  /// RFC 3339, such as `2027-01-31T08:00:00Z`. In UTC its year must be one that can be written in
  /// this form.
  public static Optional<Instant> time(String text) {
    if (text.length() > MAX_TIME_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(Rfc3339::canSpell);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// ISO 8601, such as `PT5M` or `P1W`, and never negative.
  public static Optional<Duration> duration(String text) {
    return Durations.parse(text);
  }
}
