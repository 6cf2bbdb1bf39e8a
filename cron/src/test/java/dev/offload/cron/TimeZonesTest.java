package dev.offload.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
  private static final Instant WINTER = Instant.parse("2030-01-15T12:00:00Z");
  private static final Instant SUMMER = Instant.parse("2030-07-15T12:00:00Z");

  /// Names from the files of the time zone database: `Zone` and `Link` lines of each kind.
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, +01:00, +02:00",
    "America/New_York, -05:00, -04:00",
    "US/Eastern, -05:00, -04:00",
    "EST5EDT, -05:00, -04:00",
    "EST, -05:00, -05:00",
    "MST, -07:00, -07:00",
    "HST, -10:00, -10:00",
    "ROC, +08:00, +08:00",
    "PRC, +08:00, +08:00",
    "CET, +01:00, +02:00",
    "Etc/GMT+5, -05:00, -05:00",
    "GMT0, Z, Z",
    "UTC, Z, Z",
    "Zulu, Z, Z"
  })
  void nameInTheDatabaseIsAZoneAndStaysAsItWasWritten(String name, String winter, String summer) {
    ZoneId zone = FireTimes.zone(name).orElseThrow();

    assertThat(zone.getId()).isEqualTo(name);
    assertThat(zone.getRules().getOffset(WINTER)).hasToString(winter);
    assertThat(zone.getRules().getOffset(SUMMER)).hasToString(summer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SystemV/EST5",
        "SystemV/EST5EDT",
        "SystemV/YST9YDT",
        "UTC+1",
        "GMT-05:00",
        "+01:00",
        "Z",
        "PST",
        "IST",
        "europe/berlin",
        "Europe/Berlin ",
        "Factory",
        ""
      })
  void unknownTimeZoneIsRefused(String name) {
    assertThat(FireTimes.zone(name)).isEmpty();
  }

  @Test
  void namesOfJavaAreZonesIfTheDatabaseHasThem() {
    assertThat(ZoneId.getAvailableZoneIds())
        .filteredOn(name -> FireTimes.zone(name).isEmpty())
        .allMatch(name -> name.startsWith("SystemV/"));
  }

  @Test
  void scheduleWithAnOldNameFiresByTheClockOfThatZone() {
    FireTimes noon = FireTimes.of(Cron.parse("0 12 * * *"), "EST");

    assertThat(noon.after(SUMMER)).contains(Instant.parse("2030-07-15T17:00:00Z"));
  }

  @Test
  void oldScheduleWithAZoneThatOnlyJavaHasStillFires() {
    FireTimes noon = FireTimes.of(Cron.parse("0 12 * * *"), "SystemV/EST5");

    assertThat(noon.after(SUMMER)).contains(Instant.parse("2030-07-15T17:00:00Z"));
    assertThatThrownBy(() -> FireTimes.of(noon.cron(), "Mars/Olympus"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
