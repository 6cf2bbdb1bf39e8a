package dev.offload.lifecycle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.schemas.config.MissedRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever outages there are, and whenever the schedule is written again in the meantime.
class AnyOutagePropertyTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final int TRIES = 150;

  /// What happens for `minutes`: everything works, or nobody is there. After that the schedule
  /// may be written again.
  record Spell(boolean outage, int minutes, boolean putAgain) {}

  @Property(tries = TRIES)
  void noTimeFiresTwiceOrOutOfOrder(
      @ForAll("spells") List<Spell> spells,
      @ForAll("crons") String cron,
      @ForAll MissedRuns missed) {
    List<Instant> times = live(spells, cron, missed);
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Property(tries = TRIES)
  void catchingUpAllMissedFiringsLosesNone(
      @ForAll("spells") List<Spell> spells, @ForAll("crons") String cron) {
    List<Instant> times = live(spells, cron, MissedRuns.RUN_ALL);
    assertThat(times).isEqualTo(all(cron, end(spells)));
  }

  private static List<Instant> live(List<Spell> spells, String cron, MissedRuns missed) {
    ScheduleLife life = new ScheduleLife(START.toString());
    life.put(Schedules.missing(Schedules.of("s", cron, START), missed));
    Instant now = START;
    for (Spell spell : spells) {
      now = now.plusSeconds(spell.minutes() * 60L);
      if (spell.outage()) {
        life.nobodyUntil(now.toString());
      } else {
        life.runUntil(now.toString());
      }
      if (spell.putAgain()) {
        life.put(Schedules.missing(Schedules.of("s", cron, life.now()), missed));
      }
      now = life.now();
    }
    life.runUntil(now.plusSeconds(1).toString());
    return life.firings.stream().map(firing -> Schedules.time(firing.terms().tags())).toList();
  }

  /// A little later than that, since missed firings are made up for one by one.
  private static Instant end(List<Spell> spells) {
    return START.plusSeconds(spells.stream().mapToLong(spell -> spell.minutes() * 60L).sum());
  }

  private static List<Instant> all(String cron, Instant end) {
    FireTimes times = FireTimes.of(Cron.parse(cron), "UTC");
    List<Instant> all = new ArrayList<>();
    Instant time = times.after(START).orElseThrow();
    while (!time.isAfter(end)) {
      all.add(time);
      time = times.after(time).orElseThrow();
    }
    return all;
  }

  @Provide
  Arbitrary<List<Spell>> spells() {
    Arbitrary<Spell> spell =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.integers().between(1, 90),
                Arbitraries.of(true, false))
            .as(Spell::new);
    return spell.list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> crons() {
    return Arbitraries.of("*/7 * * * *", "0,59 * * * *", "30 12,14 * * *", "*/45 * * * * ?");
  }
}
