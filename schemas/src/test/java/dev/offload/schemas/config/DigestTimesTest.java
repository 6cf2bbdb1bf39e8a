package dev.offload.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.config.DigestTimes.At;
import dev.offload.schemas.config.DigestTimes.Every;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTimesTest {

  @ParameterizedTest
  @CsvSource({
    "08:00, Europe/Berlin, 2026-11-22T06:59:59Z, 2026-11-22T07:00:00Z",
    "08:00, Europe/Berlin, 2026-11-22T07:00:00Z, 2026-11-23T07:00:00Z",
    "08:00, UTC,           2026-11-22T07:00:00Z, 2026-11-22T08:00:00Z",
    // The day of another zone may be another one.
    "08:00, Pacific/Kiritimati, 2026-11-22T17:59:00Z, 2026-11-22T18:00:00Z",
    "23:30, America/Los_Angeles, 2026-11-22T07:00:00Z, 2026-11-22T07:30:00Z",
    // Clocks are put forward from 02:00 to 03:00, and back from 03:00 to 02:00.
    "08:00, Europe/Berlin, 2026-03-28T07:00:00Z, 2026-03-29T06:00:00Z",
    "02:30, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "02:30, Europe/Berlin, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
    "08:00, Europe/Berlin, 2026-10-24T06:00:00Z, 2026-10-25T07:00:00Z",
    "02:30, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "02:30, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "02:30, Europe/Berlin, 2026-10-25T01:15:00Z, 2026-10-26T01:30:00Z",
    // Samoa had no 30 December 2011.
    "08:00, Pacific/Apia,  2011-12-29T18:00:00Z, 2011-12-30T18:00:00Z",
  })
  void dailyDigestIsSentOnceADayInTheUsersTimeZone(
      LocalTime at, ZoneId zone, Instant after, Instant next) {
    assertThat(new At(at).next(after, zone)).isEqualTo(next);
  }

  @Test
  void everyDayOfAYearHasOneDigest() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    for (LocalTime at : new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.of(2, 30)}) {
      Instant time = Instant.parse("2026-01-01T12:00:00Z");
      for (int day = 1; day <= 365; day++) {
        Instant next = new At(at).next(time, zone);
        assertThat(Duration.between(time, next))
            .isBetween(Duration.ofHours(day == 1 ? 0 : 23), Duration.ofHours(25));
        time = next;
      }
      assertThat(time.atZone(zone).toLocalDate()).isEqualTo("2027-01-01");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H,  2026-11-22T06:59:59.999Z, 2026-11-22T07:00:00Z",
    "PT1H,  2026-11-22T07:00:00Z,     2026-11-22T08:00:00Z",
    "PT15M, 2026-11-22T07:00:01Z,     2026-11-22T07:15:00Z",
    "P1D,   2026-11-22T07:00:01Z,     2026-11-23T00:00:00Z",
  })
  void digestIsSentAgainAndAgain(Duration every, Instant after, Instant next) {
    assertThat(new Every(every).next(after, ZoneOffset.UTC)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "P8D", "PT60.5S", "-PT1H"})
  void otherLengthsAreRefused(Duration every) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Every(every));
  }
}
