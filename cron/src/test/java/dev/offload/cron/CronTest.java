package dev.offload.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  private static final LocalDateTime MONDAY = LocalDateTime.parse("2026-11-23T10:00:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */15 * * * *     | 2026-11-23T10:15
          30 4 * * *       | 2026-11-24T04:30
          0 9 * * MON-FRI  | 2026-11-24T09:00
          0 9 * * 0        | 2026-11-29T09:00
          0 9 * * 7        | 2026-11-29T09:00
          0 0 1 * 1        | 2026-11-30T00:00
          0 0 29 2 *       | 2028-02-29T00:00
          0 0 31 * *       | 2026-12-31T00:00
          */10 * * * * ?   | 2026-11-23T10:00:10
          0 0 12 L * ?     | 2026-11-30T12:00
          0 0 12 LW * ?    | 2026-11-30T12:00
          0 0 12 15W * ?   | 2026-12-15T12:00
          0 0 12 ? * FRI#3 | 2026-12-18T12:00
          0 0 12 ? * 6L    | 2026-11-27T12:00
          0 0 12 ? * 1     | 2026-11-29T12:00
          0 0 12 1,L * ?   | 2026-11-30T12:00
          0 0 12 L,1 * ?   | 2026-11-30T12:00
          0 0 12 1,LW * ?  | 2026-11-30T12:00
          0 0 12 ? * TUE,FRI#4 | 2026-11-24T12:00
          0 0 12 ? * FRI#1,FRI#4 | 2026-11-27T12:00
          0 0 12 1 OCT-MAR ? | 2026-12-01T12:00
          0 0 1 nov-feb *  | 2026-12-01T00:00
          0 0 * * FRI-MON  | 2026-11-27T00:00
          0 0 22-2 * * ?   | 2026-11-23T22:00
          /20 * * * *      | 2026-11-23T10:20
          0 0 0 1 1 ? 2031 | 2031-01-01T00:00
          """)
  void namesTimes(String expression, LocalDateTime first) {
    assertThat(Cron.parse(expression).after(MONDAY)).contains(first);
  }

  @Test
  void lastDayDependsOnTheMonth() {
    Cron cron = Cron.parse("0 0 0 L * ?");
    List<LocalDateTime> ends = new ArrayList<>();
    LocalDateTime time = LocalDateTime.parse("2028-01-15T00:00");
    for (int month = 1; month <= 4; month++) {
      time = cron.after(time).orElseThrow();
      ends.add(time);
    }
    assertThat(ends)
        .extracting(LocalDateTime::toLocalDate)
        .extracting(Object::toString)
        .containsExactly("2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30");
  }

  @Test
  void nearestWeekdayStaysInItsMonth() {
    Cron cron = Cron.parse("0 0 0 28W 2 ?");
    List<String> days = new ArrayList<>();
    LocalDateTime time = LocalDateTime.parse("2026-01-01T00:00");
    for (int year = 1; year <= 4; year++) {
      time = cron.after(time).orElseThrow();
      days.add(time.toLocalDate().toString());
    }
    assertThat(days).containsExactly("2026-02-27", "2027-02-26", "2028-02-28", "2029-02-28");
  }

  @Test
  void fifthMondayInFebruaryIsFound() {
    assertThat(Cron.parse("0 0 0 ? FEB MON#5").after(MONDAY))
        .contains(LocalDateTime.parse("2044-02-29T00:00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 0 31 4 ?", "0 0 12 1 1 ? 2020"})
  void impossibleDateHasNoTime(String expression) {
    assertThat(Cron.parse(expression).after(MONDAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | must have 5 fields
          * * * *           | must have 5 fields
          * * * * * * * *   | must have 5 fields
          @daily            | must have 5 fields
          61 * * * *        | minute 61: must be 0 to 59, was 61
          * 25 * * *        | hour 25: must be 0 to 23, was 25
          a * * * *         | minute a: must be 0 to 59, was
          1,,2 * * * *      | minute 1,,2: must be 0 to 59, was nothing
          1- * * * *        | minute 1-: must be 0 to 59, was nothing
          1/ * * * *        | minute 1/: a step must be 1 to 59, was nothing
          */0 * * * *       | minute */0: a step must be 1 to 59, was 0
          */60 * * * *      | minute */60: a step must be 1 to 59, was 60
          50-10 * * * *     | minute 50-10: a range must go up, was 50-10
          0 22-2 * * *      | hour 22-2: a range must go up
          0 0 0 * *         | day-of-month 0: must be 1 to 31
          99999999999 * * * * | minute 99999999999: must be 0 to 59
          0 0 ? * *         | day-of-month ?:
          0 0 * ? *         | month ?:
          0 0 * 13 *        | month 13: must be 1 to 12 or JAN to DEC, was 13
          0 0 * JANUARY *   | month JANUARY:
          0 0 L * *         | day-of-month L:
          0 0 * * 8         | day-of-week 8: must be 0 to 7 or SUN to SAT, was 8
          0 0 1-7 * */2     | a step of *
          60 * * * * ?      | second 60:
          0 0 12 31W * ?    | day-of-month 31W: W must follow a day that every month has
          0 0 12 1-5W * ?   | day-of-month 1-5W:
          0 0 12 W * ?      | day-of-month W:
          0 0 12 L-31 * ?   | day-of-month L-31: L must be alone
          0 0 12 LL * ?     | day-of-month LL: L must be alone
          0 0 12 32 * ?     | day-of-month 32:
          0 0 12 ? * 0      | day-of-week 0: must be 1 to 7 or SUN to SAT
          0 0 12 ? * 8L     | day-of-week 8L:
          0 0 12 ? * FRI#6  | day-of-week FRI#6: the number after # must be 1 to 5
          0 0 12 ? * 1#1#1  | day-of-week 1#1#1: the number after # must be 1 to 5
          0 0 12 L,X * ?    | day-of-month L,X:
          0 0 12 * * *      | exactly one of day-of-month and day-of-week must be ?
          0 0 12 ? * ?      | exactly one of day-of-month and day-of-week must be ?
          0 0 12 * * ? x    | year x: must be 1970 to 2099, was
          0 0 12 * * ? 2030-2027 | year 2030-2027: a range must go up
          """)
  void refusalNamesFieldAndRule(String expression, String message) {
    assertThatThrownBy(() -> Cron.parse(expression))
        .isInstanceOf(InvalidCron.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void tooLongExpressionIsRefused() {
    assertThatThrownBy(() -> Cron.parse("0,".repeat(200) + "0 * * * *"))
        .hasMessage("must have at most 200 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * * ?         | PT1S   | false
          * * * * * ?         | PT2S   | true
          */10 * * * * ?      | PT10S  | false
          */10 * * * * ?      | PT11S  | true
          0,59 0 12 * * ?     | PT1M   | true
          * * * * *           | PT1M   | false
          * * * * *           | PT2M   | true
          0,59 0,23 * * *     | PT2M   | true
          0 0 * * *           | PT23H  | false
          */7 * * * *         | PT5M   | true
          """)
  void tellsWhetherTimesAreTooClose(String expression, Duration limit, boolean within) {
    assertThat(Cron.parse(expression).firesWithin(limit)).isEqualTo(within);
  }

  @Test
  void spacesBetweenFieldsDoNotMatter() {
    assertThat(Cron.parse("  0   4 * *\t* ")).hasToString("0 4 * * *");
  }
}
