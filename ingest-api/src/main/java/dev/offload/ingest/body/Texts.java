package dev.offload.ingest.body;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Values that JSON spells as strings; empty where the spelling is wrong.
public final class Texts {
  private Texts() {}

  /// RFC 3339, such as `2027-01-31T08:00:00Z`.
  public static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// ISO 8601, such as `PT5M`, and not negative.
  public static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(d -> !d.isNegative());
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
