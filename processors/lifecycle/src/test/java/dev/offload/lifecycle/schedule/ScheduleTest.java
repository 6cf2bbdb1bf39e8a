package dev.offload.lifecycle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.lifecycle.schedule.ScheduleEffect.ForgetStatus;
import dev.offload.lifecycle.schedule.ScheduleEffect.ShowStatus;
import dev.offload.lifecycle.schedule.ScheduleEvent.FiringsMissed;
import dev.offload.lifecycle.schedule.ScheduleInput.TimerFired;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
  private static final String NOON = "2026-11-23T12:00:00Z";
  private static final String HOURLY = "0 * * * *";

  private final ScheduleLife life = new ScheduleLife(NOON);

  @Test
  void scheduleFiresAtEachTimeOfItsCron() {
    life.put(hourly());
    life.runUntil("2026-11-23T15:30:00Z");
    assertThat(life.times())
        .containsExactly("2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z", "2026-11-23T15:00:00Z");
  }

  @Test
  void timesAreInItsTimeZone() {
    life.put(Schedules.inZone(Schedules.of("s", "30 8 * * *", life.now()), "America/New_York"));
    life.runUntil("2026-11-24T00:00:00Z");
    assertThat(life.times()).containsExactly("2026-11-23T13:30:00Z");
  }

  @Test
  void statusShowsNextAndLastFiring() {
    life.put(hourly());
    life.runUntil("2026-11-23T13:30:00Z");
    SubmitTask firing = life.firings.getFirst();
    assertThat(life.last.effects())
        .contains(
            new ShowStatus(
                new ScheduleStatus(
                    Schedules.TENANT,
                    "s",
                    hourly().revision(),
                    Instant.parse("2026-11-23T14:00:00Z"),
                    Schedules.time(firing.terms().tags()),
                    firing.taskId())));
  }

  @Test
  void sameRevisionAgainChangesNothing() {
    life.put(hourly());
    life.put(hourly());
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void twoInstancesSubmitTheSameTask() {
    life.put(hourly());
    assertThat(life.fireTwice())
        .hasSize(2)
        .extracting(SubmitTask::taskId)
        .containsOnly(firingTaskId());
  }

  @Test
  void outdatedTimerIsIgnored() {
    life.put(hourly());
    life.input(new TimerFired(Instant.parse("2026-11-23T12:30:00Z")));
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void timerOfADeletedScheduleIsIgnored() {
    life.input(new TimerFired(Instant.parse("2026-11-23T13:00:00Z")));
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void deletedScheduleIsForgottenAndNeverFires() {
    life.put(hourly());
    life.delete();
    assertThat(life.last.effects()).hasOnlyElementsOfType(ForgetStatus.class);
    life.runUntil("2026-11-23T15:30:00Z");
    assertThat(life.firings).isEmpty();
    assertThat(life.kept.entry()).isEmpty();
  }

  @Test
  void deletingAnUnknownScheduleDoesNothing() {
    life.delete();
    assertThat(life.last.isNothing()).isTrue();
  }

  @Test
  void changedCronAppliesFromTheChange() {
    life.put(hourly());
    life.runUntil("2026-11-23T13:30:00Z");
    life.put(Schedules.of("s", "45 * * * *", life.now()));
    life.runUntil("2026-11-23T15:00:00Z");
    assertThat(life.times())
        .containsExactly("2026-11-23T13:00:00Z", "2026-11-23T13:45:00Z", "2026-11-23T14:45:00Z");
  }

  @Test
  void dueFiringOutlivesOtherChanges() {
    life.put(hourly());
    ScheduleLife behind = life;
    behind.runUntil("2026-11-23T12:59:59Z");
    // When it is put a moment after the hour, and read before the timer goes off
    behind.put(
        Schedules.missing(
            Schedules.of("s", HOURLY, Instant.parse("2026-11-23T13:00:00.010Z")),
            MissedRuns.RUN_ONCE));
    behind.runUntil("2026-11-23T13:00:01Z");
    // Then
    assertThat(behind.times()).containsExactly("2026-11-23T13:00:00Z");
  }

  @Test
  void noTimeFiresTwiceIfClocksDiffer() {
    life.put(hourly());
    life.runUntil("2026-11-23T13:00:00Z");
    // When the API, whose clock is behind, replaces it
    life.put(Schedules.of("s", "0,30 * * * *", Instant.parse("2026-11-23T12:59:58Z")));
    life.runUntil("2026-11-23T14:00:00Z");
    // Then
    assertThat(life.times())
        .containsExactly("2026-11-23T13:00:00Z", "2026-11-23T13:30:00Z", "2026-11-23T14:00:00Z");
  }

  @Test
  void timesDuringAPauseAreNotMissed() {
    life.put(Schedules.missing(hourly(), MissedRuns.RUN_ALL));
    life.put(Schedules.paused(Schedules.of("s", HOURLY, life.now().plusSeconds(1))));
    life.runUntil("2026-11-23T15:30:00Z");
    assertThat(life.firings).isEmpty();
    // When
    life.put(Schedules.missing(Schedules.of("s", HOURLY, life.now()), MissedRuns.RUN_ALL));
    life.runUntil("2026-11-23T16:30:00Z");
    // Then
    assertThat(life.times()).containsExactly("2026-11-23T16:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(MissedRuns.class)
  void firingThatIsLessThanAMinuteLateIsNotMissed(MissedRuns missed) {
    life.put(Schedules.missing(Schedules.of("s", "*/20 * * * * ?", life.now()), missed));
    life.nobodyUntil("2026-11-23T12:00:59Z");
    assertThat(life.times()).containsExactly("2026-11-23T12:00:20Z", "2026-11-23T12:00:40Z");
  }

  @Test
  void missedFiringsAreSkipped() {
    life.put(hourly());
    life.nobodyUntil("2026-11-23T15:30:00Z");
    assertThat(life.firings).isEmpty();
    assertThat(life.events)
        .contains(
            new FiringsMissed(
                Instant.parse("2026-11-23T13:00:00Z"),
                Optional.of(Instant.parse("2026-11-23T16:00:00Z"))));
    life.runUntil("2026-11-23T16:30:00Z");
    assertThat(life.times()).containsExactly("2026-11-23T16:00:00Z");
  }

  @Test
  void lastMissedFiringIsMadeUpFor() {
    life.put(Schedules.missing(hourly(), MissedRuns.RUN_ONCE));
    life.nobodyUntil("2026-11-23T15:30:00Z");
    life.runUntil("2026-11-23T16:30:00Z");
    assertThat(life.times()).containsExactly("2026-11-23T15:00:00Z", "2026-11-23T16:00:00Z");
  }

  @Test
  void missedFiringsAreMadeUpForInOrder() {
    life.put(Schedules.missing(hourly(), MissedRuns.RUN_ALL));
    life.nobodyUntil("2026-11-23T15:30:00Z");
    assertThat(life.times())
        .containsExactly("2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z", "2026-11-23T15:00:00Z");
    assertThat(life.events).doesNotHaveAnyElementsOfTypes(FiringsMissed.class);
  }

  @Test
  void oldMissedFiringsAreNotMadeUpFor() {
    life.put(Schedules.missing(Schedules.of("s", "0 0 * * *", life.now()), MissedRuns.RUN_ALL));
    life.nobodyUntil("2026-12-24T12:00:00Z");
    assertThat(life.times()).containsExactly("2026-12-24T00:00:00Z");
    assertThat(life.events)
        .contains(
            new FiringsMissed(
                Instant.parse("2026-11-24T00:00:00Z"),
                Optional.of(Instant.parse("2026-12-24T00:00:00Z"))));
  }

  @Test
  void scheduleThatIsReadLateHasMissedFirings() {
    life.nobodyUntil("2026-11-23T14:30:00Z");
    life.put(Schedules.missing(Schedules.of("s", HOURLY, noon()), MissedRuns.RUN_ALL));
    life.nobodyUntil("2026-11-23T14:30:01Z");
    assertThat(life.times()).containsExactly("2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z");
  }

  @Test
  void cronThatEndsHasALastFiring() {
    life.put(Schedules.of("s", "0 0 13 23 11 ? 2026", life.now()));
    life.runUntil("2027-12-01T00:00:00Z");
    assertThat(life.times()).containsExactly("2026-11-23T13:00:00Z");
    assertThat(life.kept.entry().orElseThrow().nextRunAt()).isEmpty();
    assertThat(life.kept.armed()).isEmpty();
  }

  @Test
  void scheduleThatCannotFireIsRefused() {
    Schedule wrong = Schedules.of("s", "61 * * * *", life.now());
    assertThatThrownBy(() -> life.put(wrong)).hasMessageContaining("minute 61");
    Schedule nowhere = Schedules.inZone(hourly(), "Mars/Olympus");
    assertThatThrownBy(() -> life.put(nowhere)).hasMessageContaining("Mars/Olympus");
  }

  private static Schedule hourly() {
    return Schedules.of("s", HOURLY, noon());
  }

  private static Instant noon() {
    return Instant.parse(NOON);
  }

  private static TaskId firingTaskId() {
    return hourly().firingTaskId(Instant.parse("2026-11-23T13:00:00Z"));
  }
}
