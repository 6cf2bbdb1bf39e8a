package dev.offload.ingest.body;

import dev.offload.http.OneLine;
import dev.offload.schemas.json.Durations;
import dev.offload.schemas.json.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses values that JSON has as strings. The result is empty if the text is wrong.
public final class Texts {
  /// The rule for such a text, for people.
  public static final String A_TIME =
      "an RFC 3339 time such as 2027-01-31T08:00:00Z, with seconds and Z or an offset, in UTC in"
          + " the years 0000 to 9999";

  /// The rule for such a text, for people.
  public static final String A_DURATION = Durations.RULE + ", not negative, such as PT5M";

  /// The pattern of a text in one line.
  public static final String LINE_PATTERN = OneLine.PATTERN;

  private static final String COUNT = "[0-9]{1,12}";
  private static final String LAST_COUNT = COUNT + "([.,][0-9]{1,9})?";

  /// The pattern of a duration. Only its last number may have a fraction.
  public static final String DURATION_PATTERN =
      "^P(%2$sW|(%1$sW)?(%2$sD|(%1$sD)?T(%2$sH|(%1$sH)?(%2$sM|(%1$sM)?%2$sS))))$"
          .formatted(COUNT, LAST_COUNT);

  private static final Pattern DURATION = Pattern.compile(DURATION_PATTERN);

  /// The pattern of a time. Java alone would also accept a time without seconds, an offset
  /// with seconds, and a year with a sign.
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private Texts() {}

  /// The rule for a line that [#isLine] accepts, for people.
  static String lineRule(int maxLength) {
    return "1 to %d characters, %s".formatted(maxLength, OneLine.RULE);
  }

  /// Whether `text` matches [#LINE_PATTERN] and has at most `maxLength` characters.
  public static boolean isLine(String text, int maxLength) {
    return OneLine.matches(text, maxLength);
  }

  /// RFC 3339, such as `2027-01-31T08:00:00Z`. In UTC its year must be one that can be written in
  /// this form.
  public static Optional<Instant> time(String text) {
    if (!TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(Rfc3339::canSpell);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// ISO 8601, such as `PT5M` or `P1W`, and never negative. It matches [#DURATION_PATTERN].
  public static Optional<Duration> duration(String text) {
    return DURATION.matcher(text).matches() ? Durations.parse(text) : Optional.empty();
  }
}
