package dev.offload.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.quartz.CronExpression;

/// Compares both syntaxes with Quartz itself over many years of dates. Some lists Quartz
/// refuses (`1,L`) or gets wrong: they have to give the times of all their parts together. A
/// Unix expression with two day fields has to give the times of both fields together.
class QuartzOraclePropertyTest {
  private static final int TIMES = 40;
  private static final LocalDateTime END = LocalDateTime.parse("2095-01-01T00:00");

  /// An expression of ours, and expressions of Quartz that together give the same times.
  record Case(String ours, List<String> theirs) {}

  @Property(tries = 600)
  void quartzSyntaxAgreesWithQuartz(
      @ForAll("quartz") Case one, @ForAll("begins") LocalDateTime begin) {
    assertThat(ours(one, begin)).isEqualTo(theirs(one, begin));
  }

  @Property(tries = 400)
  void unixSyntaxAgreesWithQuartz(@ForAll("unix") Case one, @ForAll("begins") LocalDateTime begin) {
    assertThat(ours(one, begin)).isEqualTo(theirs(one, begin));
  }

  /// Each special day by itself, month by month.
  @Property(tries = 100)
  void specialDaysAgreeWithQuartzInEveryMonth(@ForAll("specialDays") Case one) {
    LocalDateTime begin = LocalDateTime.parse("1999-12-31T00:00");
    LocalDateTime end = LocalDateTime.parse("2033-01-01T00:00");

    assertThat(ours(one, begin, end, Integer.MAX_VALUE))
        .isEqualTo(theirs(one, begin, end, Integer.MAX_VALUE));
  }

  private static List<LocalDateTime> ours(Case one, LocalDateTime begin) {
    return ours(one, begin, END, TIMES);
  }

  private static List<LocalDateTime> theirs(Case one, LocalDateTime begin) {
    return theirs(one, begin, END, TIMES);
  }

  private static List<LocalDateTime> ours(
      Case one, LocalDateTime begin, LocalDateTime end, int limit) {
    Cron cron = Cron.parse(one.ours());
    List<LocalDateTime> times = new ArrayList<>();
    LocalDateTime time = cron.after(begin).orElse(end);
    while (time.isBefore(end) && times.size() < limit) {
      times.add(time);
      time = cron.after(time).orElse(end);
    }
    return times;
  }

  private static List<LocalDateTime> theirs(
      Case one, LocalDateTime begin, LocalDateTime end, int limit) {
    List<CronExpression> expressions =
        one.theirs().stream().map(QuartzOraclePropertyTest::quartz).toList();
    List<LocalDateTime> times = new ArrayList<>();
    LocalDateTime time = earliest(expressions, begin, end);
    while (time.isBefore(end) && times.size() < limit) {
      times.add(time);
      time = earliest(expressions, time, end);
    }
    return times;
  }

  private static LocalDateTime earliest(
      List<CronExpression> expressions, LocalDateTime after, LocalDateTime end) {
    Date from = Date.from(after.toInstant(ZoneOffset.UTC));
    return expressions.stream()
        .map(expression -> expression.getTimeAfter(from))
        .filter(Objects::nonNull)
        .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC))
        .min(LocalDateTime::compareTo)
        .orElse(end);
  }

  private static CronExpression quartz(String text) {
    try {
      CronExpression expression = new CronExpression(text);
      expression.setTimeZone(TimeZone.getTimeZone("UTC"));
      return expression;
    } catch (ParseException e) {
      throw new IllegalStateException(text, e);
    }
  }

  @Provide
  Arbitrary<LocalDateTime> begins() {
    return Arbitraries.longs()
        .between(
            LocalDateTime.parse("1999-01-01T00:00").toEpochSecond(ZoneOffset.UTC),
            LocalDateTime.parse("2040-01-01T00:00").toEpochSecond(ZoneOffset.UTC))
        .map(seconds -> LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }

  @Provide
  Arbitrary<Case> quartz() {
    Arbitrary<String> times =
        Combinators.combine(list(cyclic(0, 59)), list(cyclic(0, 59)), list(cyclic(0, 23)))
            .as((second, minute, hour) -> second + " " + minute + " " + hour);
    Arbitrary<String> months = Arbitraries.oneOf(list(cyclic(1, 12)), list(names(MONTHS)));
    Arbitrary<String> years = Arbitraries.of("", "", " *", " 2026-2031", " 2000,2028,2044/9");
    Arbitrary<List<String>> ofMonth = partsOf(Arbitraries.oneOf(cyclic(1, 31), daysOfMonth()));
    Arbitrary<List<String>> ofWeek =
        partsOf(Arbitraries.oneOf(cyclic(1, 7), names(DAYS), daysOfWeek()));
    return Combinators.combine(times, months, years, ofMonth, ofWeek, Arbitraries.of(true, false))
        .as(
            (time, month, year, dayOfMonth, dayOfWeek, byMonth) ->
                byMonth
                    ? of(time + " %s " + month + " ?" + year, dayOfMonth)
                    : of(time + " ? " + month + " %s" + year, dayOfWeek));
  }

  @Provide
  Arbitrary<Case> specialDays() {
    return Arbitraries.oneOf(
        partsOf(daysOfMonth()).map(parts -> of("0 0 0 %s * ?", parts)),
        partsOf(daysOfWeek()).map(parts -> of("0 0 0 ? * %s", parts)));
  }

  private static Case of(String form, List<String> parts) {
    return new Case(
        form.formatted(String.join(",", parts)), parts.stream().map(form::formatted).toList());
  }

  @Provide
  Arbitrary<Case> unix() {
    Arbitrary<String> minutes = list(ascending(0, 59));
    Arbitrary<String> hours = list(ascending(0, 23));
    Arbitrary<String> months = Arbitraries.oneOf(list(cyclic(1, 12)), list(names(MONTHS)));
    Arbitrary<String> ofMonth = Arbitraries.oneOf(Arbitraries.just("*"), list(restricted(1, 31)));
    Arbitrary<String> ofWeek =
        Arbitraries.oneOf(Arbitraries.just("*"), list(restricted(0, 6)), list(names(DAYS)));
    return Combinators.combine(minutes, hours, ofMonth, months, ofWeek)
        .as(
            (minute, hour, dayOfMonth, month, dayOfWeek) -> {
              String times = "0 " + minute + " " + hour;
              List<String> theirs = new ArrayList<>();
              if (!dayOfMonth.equals("*") || dayOfWeek.equals("*")) {
                theirs.add("%s %s %s ?".formatted(times, dayOfMonth, month));
              }
              if (!dayOfWeek.equals("*")) {
                theirs.add("%s ? %s %s".formatted(times, month, fromOne(dayOfWeek)));
              }
              String ours = "%s %s %s %s %s".formatted(minute, hour, dayOfMonth, month, dayOfWeek);
              return new Case(ours, theirs);
            });
  }

  /// Changes the days of the week from the numbers of Unix to those of Quartz. Steps stay.
  private static String fromOne(String ofWeek) {
    StringBuilder spelled = new StringBuilder();
    boolean isStep = false;
    for (int i = 0; i < ofWeek.length(); i++) {
      char one = ofWeek.charAt(i);
      boolean isNumber = one >= '0' && one <= '9';
      spelled.append(isNumber && !isStep ? (char) (one + 1) : one);
      isStep = one == '/';
    }
    return spelled.toString();
  }

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static Arbitrary<String> list(Arbitrary<String> parts) {
    return partsOf(parts).map(list -> String.join(",", list));
  }

  private static Arbitrary<List<String>> partsOf(Arbitrary<String> part) {
    return Arbitraries.oneOf(part.list().ofSize(1), part.list().ofMinSize(1).ofMaxSize(3));
  }

  /// Any part of a field of numbers.
  private static Arbitrary<String> cyclic(int least, int most) {
    Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
    Arbitrary<Integer> step = Arbitraries.integers().between(1, most);
    return Arbitraries.oneOf(
        Arbitraries.just("*"),
        ascending(least, most),
        Combinators.combine(value, value).as((a, b) -> a + "-" + b),
        Combinators.combine(value, value, step).as((a, b, by) -> a + "-" + b + "/" + by));
  }

  /// Ranges that do not go down.
  private static Arbitrary<String> ascending(int least, int most) {
    return Arbitraries.oneOf(
        restricted(least, most), Arbitraries.integers().between(1, most).map(step -> "*/" + step));
  }

  /// Parts that do not begin with a star.
  private static Arbitrary<String> restricted(int least, int most) {
    Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
    Arbitrary<Integer> step = Arbitraries.integers().between(1, Math.max(1, most));
    return Arbitraries.oneOf(
        value.map(Object::toString),
        Combinators.combine(value, value).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b)),
        Combinators.combine(value, step).as((a, by) -> a + "/" + by));
  }

  /// Names and ranges of names. Steps after names are left out, as Quartz accepts and ignores
  /// them.
  private static Arbitrary<String> names(List<String> names) {
    Arbitrary<String> name = Arbitraries.of(names);
    return Arbitraries.oneOf(
        name,
        name.map(one -> one.charAt(0) + one.substring(1).toLowerCase(java.util.Locale.ROOT)),
        Combinators.combine(name, name).as((a, b) -> a + "-" + b));
  }

  private static Arbitrary<String> daysOfMonth() {
    Arbitrary<Integer> day = Arbitraries.integers().between(1, 28);
    Arbitrary<Integer> before = Arbitraries.integers().between(0, 27);
    return Arbitraries.oneOf(
        Arbitraries.of("L", "LW"),
        day.map(number -> number + "W"),
        before.map(number -> "L-" + number),
        before.map(number -> "L-" + number + "W"));
  }

  private static Arbitrary<String> daysOfWeek() {
    Arbitrary<String> day =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 7).map(Object::toString), Arbitraries.of(DAYS));
    Arbitrary<Integer> week = Arbitraries.integers().between(1, 5);
    return Arbitraries.oneOf(
        Arbitraries.just("L"),
        day.map(one -> one + "L"),
        Combinators.combine(day, week).as((one, number) -> one + "#" + number));
  }
}
