package dev.offload.cron;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A parsed cron expression, which names times on a wall clock, to the second. Five fields are
/// Unix syntax, six or seven are Quartz syntax.
public final class Cron {

  public static final int MAX_LENGTH = 200;

  /// The next day is at most this many years away, if there is one. The longest wait is for a
  /// fifth Monday of February across a year such as 2100.
  private static final int YEARS_AHEAD = 100;

  private final String text;
  private final Syntax syntax;
  private final List<String> fields;
  private final Optional<BitSet> years;
  private final BitSet months;
  private final DayRule days;
  private final TimesOfDay times;

  private Cron(Syntax syntax, List<String> fields) {
    this.text = String.join(" ", fields);
    this.syntax = syntax;
    this.fields = fields;
    int minute = syntax.minute();
    BitSet seconds = minute == 0 ? only(0) : syntax.read(fields, 0, Values::ofList);
    BitSet minutes = syntax.read(fields, minute, Values::ofList);
    BitSet hours = syntax.read(fields, minute + 1, Values::ofList);
    this.times = new TimesOfDay(hours, minutes, seconds);
    this.days = syntax.days(fields);
    this.months = syntax.read(fields, syntax.dayOfMonth() + 1, Values::ofList);
    int year = syntax.dayOfMonth() + 3;
    this.years =
        year < fields.size()
            ? Optional.of(syntax.read(fields, year, Values::ofList))
            : Optional.empty();
  }

  /// Throws [InvalidCron] if `expression` is not a cron expression.
  public static Cron parse(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new InvalidCron("must have at most " + MAX_LENGTH + " characters");
    }
    List<String> fields = List.of(expression.strip().split("\\s+"));
    return new Cron(Syntax.of(fields), fields);
  }

  private static BitSet only(int value) {
    BitSet values = new BitSet();
    values.set(value);
    return values;
  }

  /// The first time that it names after `time`; empty if there is none. A time within a second
  /// counts as that second.
  Optional<LocalDateTime> after(LocalDateTime time) {
    LocalDateTime from = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    YearMonth first = YearMonth.from(from);
    YearMonth end = first.plusYears(YEARS_AHEAD);
    for (YearMonth month = first; month.isBefore(end); month = month.plusMonths(1)) {
      if (names(month)) {
        Optional<LocalDateTime> found = within(month, from);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private boolean names(YearMonth month) {
    return months.get(month.getMonthValue())
        && years.map(some -> some.get(month.getYear())).orElse(true);
  }

  /// The first time in `month` at or after `from`.
  private Optional<LocalDateTime> within(YearMonth month, LocalDateTime from) {
    BitSet named = days.in(month);
    for (int day = named.nextSetBit(0); day >= 0; day = named.nextSetBit(day + 1)) {
      LocalDate date = month.atDay(day);
      if (!date.isBefore(from.toLocalDate())) {
        boolean isFirst = date.equals(from.toLocalDate());
        Optional<LocalTime> time = times.from(isFirst ? from.toLocalTime() : LocalTime.MIDNIGHT);
        if (time.isPresent()) {
          return time.map(date::atTime);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether it goes by elapsed time, like "every ten minutes", and not by the time of day. If
  /// so, its minute or hour begins with `*` (Vixie's rule) or looks like `0/10` (Quartz
  /// syntax).
  boolean goesByElapsedTime() {
    return isRunning(fields.get(syntax.minute())) || isRunning(fields.get(syntax.minute() + 1));
  }

  /// Whether it names two times that are less than `limit` apart, as if it named every day.
  public boolean firesWithin(Duration limit) {
    if (limit.compareTo(syntax.resolution()) <= 0) {
      return false;
    }
    LocalTime first = times.from(LocalTime.MIDNIGHT).orElseThrow();
    LocalTime last = first;
    while (last.isBefore(LocalTime.MAX.truncatedTo(ChronoUnit.SECONDS))) {
      Optional<LocalTime> next = times.from(last.plusSeconds(1));
      if (next.isEmpty()) {
        break;
      }
      if (Duration.between(last, next.get()).compareTo(limit) < 0) {
        return true;
      }
      last = next.get();
    }
    Duration overMidnight = Duration.ofDays(1).minus(Duration.between(first, last));
    return overMidnight.compareTo(limit) < 0;
  }

  private static boolean isRunning(String field) {
    return field.startsWith("*") || field.startsWith("/") || field.matches("\\d+/\\d+");
  }

  @Override
  public String toString() {
    return text;
  }
}
