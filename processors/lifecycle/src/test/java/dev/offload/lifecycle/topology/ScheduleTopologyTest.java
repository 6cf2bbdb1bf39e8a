package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.schedule.Schedules;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTopologyTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant FIRST = LifecycleRig.START.plus(MINUTE);

  private final LifecycleRig rig = new LifecycleRig();
  private final Schedule schedule = Schedules.of("minutely", "* * * * *", LifecycleRig.START);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void firingIsSubmittedAndHandedOut() {
    rig.put(schedule);
    rig.advance(MINUTE);
    rig.tick();
    assertThat(rig.commands()).singleElement().isEqualTo(schedule.firing(FIRST, FIRST));
    assertThat(rig.snapshots()).extracting(Task::id).containsExactly(schedule.firingTaskId(FIRST));
    assertThat(rig.work("image"))
        .extracting(WorkItem::taskId)
        .containsExactly(schedule.firingTaskId(FIRST));
    assertThat(rig.count("firing-submitted")).isEqualTo(1);
  }

  @Test
  void statusIsShownAndTombstoned() {
    rig.put(schedule);
    assertThat(rig.records(Topics.SCHEDULES.name()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("acme/minutely");
              assertThat(Topics.SCHEDULES.read(record.headers(), record.value()))
                  .extracting(ScheduleStatus::nextRunAt)
                  .isEqualTo(FIRST);
            });
    // When
    rig.delete(schedule);
    // Then
    assertThat(rig.records(Topics.SCHEDULES.name()))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isNull());
    assertThat(rig.schedules()).isZero();
    assertThat(rig.timers()).isZero();
  }

  @Test
  void lateFiringsAreSubmittedOnePerLook() {
    rig.put(Schedules.missing(schedule, MissedRuns.RUN_ALL));
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.commands()).hasSize(1);
    for (int look = 0; look < 10; look++) {
      rig.tick();
    }
    assertThat(rig.commands())
        .extracting(command -> Schedules.time(((SubmitTask) command).terms().tags()))
        .containsExactly(
            FIRST.plus(MINUTE),
            FIRST.plus(MINUTE.multipliedBy(2)),
            FIRST.plus(MINUTE.multipliedBy(3)),
            FIRST.plus(MINUTE.multipliedBy(4)));
  }

  @Test
  void timersOfTasksAndSchedulesGoOffSideBySide() {
    Schedule other = Schedules.of("other", "* * * * *", LifecycleRig.START);
    rig.put(schedule);
    rig.put(other);
    assertThat(rig.timers()).isEqualTo(2);
    rig.advance(MINUTE);
    rig.tick();
    assertThat(rig.snapshots())
        .extracting(Task::id)
        .containsExactlyInAnyOrder(schedule.firingTaskId(FIRST), other.firingTaskId(FIRST));
    assertThat(rig.timers()).as("two of tasks, two of schedules").isEqualTo(4);
  }

  @Test
  void otherConfigEntriesAreIgnored() {
    ApiKey key =
        new ApiKey("k", "acme", "shop", Set.of(Scope.READ), "0".repeat(64), LifecycleRig.START);
    byte[] bytes = Topics.CONFIG.values().serializer().serialize("", new RecordHeaders(), key);
    rig.writeRaw(Topics.CONFIG.name(), key.key(), new RecordHeaders(), bytes);
    rig.writeRaw(Topics.CONFIG.name(), "something/new", new RecordHeaders(), bytes);
    assertThat(rig.parked()).isEmpty();
    assertThat(rig.schedules()).isZero();
  }

  @Test
  void scheduleThatCannotFireIsParkedAndTheOldOneGoesOn() {
    rig.put(schedule);
    rig.put(Schedules.of("minutely", "no cron", LifecycleRig.START.plusSeconds(1)));
    rig.writeRaw(
        Topics.CONFIG.name(),
        schedule.key(),
        new RecordHeaders(),
        "no json".getBytes(StandardCharsets.UTF_8));
    assertThat(rig.parked()).hasSize(2);
    rig.advance(MINUTE);
    assertThat(rig.commands()).hasSize(1);
  }

  @Test
  void scheduleUnderAnothersKeyIsParked() {
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = Topics.CONFIG.values().serializer().serialize("", headers, schedule);
    rig.writeRaw(Topics.CONFIG.name(), Schedule.key("other", "minutely"), headers, bytes);
    assertThat(rig.parked()).hasSize(1);
    assertThat(rig.schedules()).isZero();
  }
}
