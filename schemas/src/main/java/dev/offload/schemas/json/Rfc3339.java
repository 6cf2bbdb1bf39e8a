package dev.offload.schemas.json;

import java.time.Instant;

/// The times that RFC 3339 can express in UTC: those of the years 0000 to 9999. A time with an
/// offset may have the year 9999 and still be later.
public final class Rfc3339 {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Rfc3339() {}

  public static boolean canSpell(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }
}
