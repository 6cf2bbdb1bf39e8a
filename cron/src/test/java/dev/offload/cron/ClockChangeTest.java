package dev.offload.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The clocks of Berlin go from 02:00 to 03:00 on 2027-03-28 and from 03:00 to 02:00 on 2027-10-31;
/// those of New York from 02:00 to 03:00 on 2027-03-14 and from 02:00 to 01:00 on 2027-11-07.
class ClockChangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a time of day that is left out fires when the clocks change
          Europe/Berlin    | 2027-03-27T12:00Z | 30 2 * * *    | 03-28T03:00+02:00 03-29T02:30+02:00
          America/New_York | 2027-03-13T12:00Z | 30 2 * * *    | 03-14T03:00-04:00 03-15T02:30-04:00
          # several that are left out fire once
          Europe/Berlin    | 2027-03-27T12:00Z | 0,30 2 * * *  | 03-28T03:00+02:00 03-29T02:00+02:00
          # also beside the one that comes then anyway
          Europe/Berlin    | 2027-03-28T00:00Z | 30 2,3 * * *  | 03-28T03:00+02:00 03-28T03:30+02:00
          Europe/Berlin    | 2027-03-28T00:00Z | 0 2,3 * * *   | 03-28T03:00+02:00 03-29T02:00+02:00
          # a time of day that comes twice fires the first time
          Europe/Berlin    | 2027-10-30T12:00Z | 30 2 * * *    | 10-31T02:30+02:00 11-01T02:30+01:00
          America/New_York | 2027-11-06T16:00Z | 30 1 * * *    | 11-07T01:30-04:00 11-08T01:30-05:00
          # also asked in the second hour
          Europe/Berlin    | 2027-10-31T01:10Z | 30 2 * * *    | 11-01T02:30+01:00 11-02T02:30+01:00
          Europe/Berlin    | 2027-10-31T01:10Z | 0,30 2,3 * * *| 10-31T03:00+01:00 10-31T03:30+01:00
          # what goes by elapsed time skips the hour that is left out
          Europe/Berlin    | 2027-03-28T00:50Z | */30 * * * *  | 03-28T03:00+02:00 03-28T03:30+02:00
          Europe/Berlin    | 2027-03-27T23:30Z | 0 * * * *     | 03-28T01:00+01:00 03-28T03:00+02:00
          Europe/Berlin    | 2027-03-27T22:59Z | 0 */2 * * *   | 03-28T00:00+01:00 03-28T04:00+02:00
          America/New_York | 2027-03-14T06:50Z | 0 0/30 * * * ?| 03-14T03:00-04:00 03-14T03:30-04:00
          # and fires in both of the hours that come twice
          Europe/Berlin    | 2027-10-30T23:30Z | 0 * * * *     | 10-31T02:00+02:00 10-31T02:00+01:00
          Europe/Berlin    | 2027-10-31T00:50Z | */30 2 * * *  | 10-31T02:00+01:00 10-31T02:30+01:00
          America/New_York | 2027-11-07T05:00Z | 30 * * * *    | 11-07T01:30-04:00 11-07T01:30-05:00
          # noon is noon, whatever the clocks do
          Europe/Berlin    | 2027-03-27T11:00Z | 0 12 * * *    | 03-28T12:00+02:00 03-29T12:00+02:00
          # half an hour, on the other side of the earth
          Australia/Lord_Howe | 2027-04-03T12:00Z | 45 1 * * * | 04-04T01:45+11:00 04-05T01:45+10:30
          """)
  void firesAsVixiesCronDoes(ZoneId zone, String from, String expression, String expected) {
    FireTimes times = new FireTimes(Cron.parse(expression), zone);
    List<ZonedDateTime> next = new ArrayList<>();
    Instant at = ZonedDateTime.parse(from).toInstant();
    for (int i = 0; i < 2; i++) {
      at = times.after(at).orElseThrow();
      next.add(at.atZone(zone));
    }
    assertThat(next)
        .extracting(time -> time.toOffsetDateTime().toString().substring("2027-".length()))
        .containsExactly(expected.split(" "));
  }
}
