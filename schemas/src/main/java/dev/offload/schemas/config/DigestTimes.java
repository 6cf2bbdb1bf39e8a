package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// When a user gets mails that have been collected. On the wire, the member that is present says
/// which of the two it is.
public sealed interface DigestTimes {
  Duration SHORTEST = Duration.ofMinutes(1);
  Duration LONGEST = Duration.ofDays(7);

  /// The rule for a time of day.
  String AT_RULE = "a time of day in minutes, such as 08:00";

  /// The pattern of a time of day.
  String AT_PATTERN = "([01][0-9]|2[0-3]):[0-5][0-9]";

  /// Again and again after this time, counted from the beginning of 1970 in UTC.
  record Every(Duration every) implements DigestTimes {
    public Every {
      Require.that(isEvery(every), "every", "be %s to %s".formatted(SHORTEST, LONGEST), every);
    }

    @Override
    public Instant next(Instant after, ZoneId zone) {
      long length = every.toMillis();
      return Instant.ofEpochMilli(
          Math.multiplyExact(Math.floorDiv(after.toEpochMilli(), length) + 1, length));
    }
  }

  /// Once a day at this time in the user's time zone. Where clocks are put forward past it, it is
  /// as much later. Where it comes twice, the first one counts.
  record At(LocalTime at) implements DigestTimes {
    public At {
      Require.present(at, "at");
    }

    @Override
    public Instant next(Instant after, ZoneId zone) {
      LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
      while (!on(day, zone).isAfter(after)) {
        day = day.plusDays(1);
      }
      return on(day, zone);
    }

    private Instant on(LocalDate day, ZoneId zone) {
      return day.atTime(at).atZone(zone).toInstant();
    }

    @JsonProperty("at")
    public String spelled() {
      return DateTimeFormatter.ofPattern("HH:mm").format(at);
    }
  }

  /// The first such time after `after`.
  Instant next(Instant after, ZoneId zone);

  static boolean isEvery(Duration length) {
    return length.compareTo(SHORTEST) >= 0
        && length.compareTo(LONGEST) <= 0
        && length.toNanosPart() == 0;
  }

  /// The kind of the member that is present.
  @JsonCreator
  static DigestTimes of(@JsonProperty("every") Duration every, @JsonProperty("at") String at) {
    Require.that((every == null) != (at == null), "digest", "have every or at", "none or both");
    return every == null ? new At(LocalTime.parse(at)) : new Every(every);
  }
}
