package dev.offload.ingest.body;

import dev.offload.schemas.json.Durations;
import dev.offload.schemas.json.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Values that JSON spells as strings; empty where the spelling is wrong.
public final class Texts {
  /// For people: what a text must be.
  public static final String A_TIME =
      "an RFC 3339 time such as 2027-01-31T08:00:00Z, in UTC in the years 0000 to 9999";

  /// For people: what a text must be.
  public static final String A_DURATION = Durations.RULE + ", such as PT5M";

  /// As long as a time can be with nine digits of a second and an offset in seconds, and some.
  private static final int MAX_TIME_LENGTH = 50;

  private Texts() {}

  /// RFC 3339, such as `2027-01-31T08:00:00Z`, and no other year once converted to UTC than can be
  /// written so.
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

  /// ISO 8601, such as `PT5M` or `P1W`; never negative.
  public static Optional<Duration> duration(String text) {
    return Durations.parse(text);
  }
}
