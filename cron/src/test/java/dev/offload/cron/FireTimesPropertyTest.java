package dev.offload.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Compares the times with a search minute by minute, around clock changes.
class FireTimesPropertyTest {
  private static final Duration WINDOW = Duration.ofHours(36);
  private static final int TRIES = 100;

  /// A cron expression of minutes, hours and days of the week in a time zone, and a time near
  /// a clock change.
  record Case(MinutesAndHours cron, ZoneId zone, Instant begin) {
    FireTimes times() {
      return new FireTimes(Cron.parse(cron.spelled()), zone);
    }
  }

  @Property(tries = TRIES)
  void firesAtTheSameTimesAsAMinuteByMinuteCheck(@ForAll("cases") Case one) {
    SortedSet<Instant> fired = new TreeSet<>();
    Instant end = one.begin().plus(WINDOW);
    Instant at = one.begin();
    while (true) {
      Instant next = one.times().after(at).orElseThrow();
      assertThat(next).isAfter(at);
      if (next.isAfter(end)) {
        break;
      }
      fired.add(next);
      at = next;
    }
    assertThat(fired).isEqualTo(counted(one, end));
  }

  @Property(tries = TRIES)
  void noTimeIsSkipped(@ForAll("cases") Case one, @ForAll("shares") double at) {
    Instant next = one.times().after(one.begin()).orElseThrow();
    long millis = Duration.between(one.begin(), next).toMillis();
    Instant between = one.begin().plusMillis((long) (at * (millis - 1)));
    assertThat(one.times().after(between)).contains(next);
  }

  @Property(tries = TRIES)
  void latestIsTheLastBeforeTheNext(@ForAll("cases") Case one, @ForAll("shares") double at) {
    Instant end = one.begin().plusMillis((long) (at * WINDOW.toMillis()));
    SortedSet<Instant> all = counted(one, end);
    if (all.isEmpty()) {
      assertThat(one.times().latest(one.begin(), end)).isEmpty();
    } else {
      assertThat(one.times().latest(one.begin(), end)).contains(all.last());
    }
  }

  /// Expressions that follow elapsed time are searched minute by minute of real time.
  /// Expressions that follow the time of day are searched minute by minute of the wall clock.
  /// There a minute counts once, even if the clock skips it or shows it twice.
  private static SortedSet<Instant> counted(Case one, Instant end) {
    SortedSet<Instant> found = new TreeSet<>();
    if (one.cron().goesByElapsedTime()) {
      Instant minute = one.begin().truncatedTo(ChronoUnit.MINUTES);
      for (; !minute.isAfter(end); minute = minute.plus(1, ChronoUnit.MINUTES)) {
        if (one.cron().names(LocalDateTime.ofInstant(minute, one.zone()))) {
          found.add(minute);
        }
      }
    } else {
      LocalDateTime minute = LocalDateTime.ofInstant(one.begin(), one.zone()).minusDays(1);
      minute = minute.truncatedTo(ChronoUnit.MINUTES);
      LocalDateTime last = LocalDateTime.ofInstant(end, one.zone()).plusDays(1);
      for (; minute.isBefore(last); minute = minute.plusMinutes(1)) {
        if (one.cron().names(minute)) {
          ZoneOffsetTransition change = one.zone().getRules().getTransition(minute);
          boolean leftOut = change != null && change.isGap();
          found.add(
              leftOut
                  ? change.getInstant()
                  : minute.atZone(one.zone()).withEarlierOffsetAtOverlap().toInstant());
        }
      }
    }
    found.removeIf(time -> !time.isAfter(one.begin()) || time.isAfter(end));
    return found;
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 1);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<ZoneId> zones =
        Arbitraries.of(
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Santiago",
                "Africa/Cairo",
                "Asia/Kolkata",
                "UTC")
            .map(ZoneId::of);
    Arbitrary<Duration> ahead =
        Arbitraries.longs().between(0, Duration.ofHours(30).toSeconds()).map(Duration::ofSeconds);
    Arbitrary<Integer> years = Arbitraries.integers().between(0, 8);
    return Combinators.combine(crons(), zones, ahead, years)
        .as((cron, zone, before, halves) -> new Case(cron, zone, begin(zone, halves, before)));
  }

  private static Instant begin(ZoneId zone, int changes, Duration before) {
    Instant change = Instant.parse("2026-11-23T00:00:00Z");
    for (int i = 0; i <= changes; i++) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(change);
      change = next == null ? change.plus(Duration.ofDays(100)) : next.getInstant();
    }
    return change.minus(before);
  }

  private static Arbitrary<MinutesAndHours> crons() {
    return Combinators.combine(fields(0, 59), fields(0, 23), weekdays()).as(MinutesAndHours::new);
  }

  private static Arbitrary<String> fields(int least, int most) {
    Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
    return Arbitraries.oneOf(
        Arbitraries.just("*"),
        Arbitraries.integers().between(2, most).map(step -> "*/" + step),
        value.map(Object::toString),
        value.set().ofMinSize(2).ofMaxSize(4).map(FireTimesPropertyTest::list),
        Combinators.combine(value, value).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b)));
  }

  private static Arbitrary<String> weekdays() {
    return Arbitraries.of(List.of("*", "*", "1-5", "0,6", "0"));
  }

  private static String list(Iterable<Integer> values) {
    StringBuilder spelled = new StringBuilder();
    values.forEach(value -> spelled.append(spelled.isEmpty() ? "" : ",").append(value));
    return spelled.toString();
  }
}
