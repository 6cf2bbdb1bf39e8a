package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final LifecycleRig lifecycle = new LifecycleRig(2);

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void scheduledTasksAreHandedOutInTheOrderTheyAreDue() {
    SubmitTask later = submitFor(lifecycle.now().plusMillis(30));
    SubmitTask sooner = submitFor(lifecycle.now().plusMillis(20));
    // When
    lifecycle.tick();
    // Then
    assertThat(lifecycle.work(QUEUE))
        .extracting(WorkItem::taskId)
        .containsExactly(sooner.taskId(), later.taskId());
  }

  @Test
  void oneTickFiresABoundedNumberAndTheNextGoesOn() {
    Instant due = lifecycle.now().plusMillis(10);
    for (int task = 0; task < 5; task++) {
      submitFor(due);
    }
    // When
    lifecycle.tick();
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(2);
    assertThat(behind()).isEqualTo(40);
    // When
    lifecycle.tick();
    lifecycle.tick();
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(3);
    assertThat(behind()).isZero();
  }

  @Test
  void timerArmedBetweenTwoLooksGoesOffWhenItIsDue() {
    lifecycle.tick();
    submitFor(lifecycle.now().plusMillis(1200));
    // When
    lifecycle.advance(Duration.ofMillis(1199));
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    lifecycle.advance(Duration.ofMillis(1));
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @Test
  void timerBeyondTheNextLookGoesOffWhenItIsDue() {
    submitFor(lifecycle.now().plus(LifecycleRig.LOOK_AHEAD.multipliedBy(2)).plusMillis(1234));
    lifecycle.tick();
    lifecycle.advance(LifecycleRig.LOOK_AHEAD);
    lifecycle.advance(LifecycleRig.LOOK_AHEAD);
    // When
    lifecycle.advance(Duration.ofMillis(1183));
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    lifecycle.advance(Duration.ofMillis(1));
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @Test
  void timerForAPastMomentFiresAtTheNextTick() {
    lifecycle.tick();
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    // When
    lifecycle.report(run.snoozed(lifecycle.now(), Duration.ZERO));
    lifecycle.tick();
    // Then
    assertThat(lifecycle.work(QUEUE)).hasSize(1);
  }

  @Test
  void endedTaskLeavesNoTimerButItsRetentions() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.claimed(lifecycle.now()));
    // When
    lifecycle.report(run.succeeded(lifecycle.now()));
    // Then
    assertThat(lifecycle.timers()).isEqualTo(1);
  }

  @Test
  void taskIsForgottenWithATombstoneAndNothingIsLeft() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.submitDirect(task);
    lifecycle.report(new Run(task.taskId(), 1, "r1").succeeded(lifecycle.now()));
    lifecycle.records(Topics.TASKS.name());
    // When
    lifecycle.advance(Duration.ofDays(7));
    // Then
    assertThat(lifecycle.records(Topics.TASKS.name()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo(task.taskId().toString());
              assertThat(record.value()).isNull();
            });
    assertThat(lifecycle.timers()).isZero();
    assertThat(lifecycle.entries()).isZero();
  }

  @Test
  void droppedEarlyEventsLeaveNothingAndAreCounted() {
    lifecycle.report(new Run(Fixtures.task(lifecycle.now()).taskId(), 1, "r1").started(now()));
    lifecycle.heard.submissions(lifecycle.now().plus(Duration.ofHours(2)));
    // When
    lifecycle.advance(Duration.ofHours(1));
    // Then
    assertThat(lifecycle.entries()).isZero();
    assertThat(lifecycle.count("early-events-dropped")).isEqualTo(1);
  }

  @Test
  void lostHandOutIsHandedOutAgain() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.submitDirect(task);
    lifecycle.heard.handOuts(Topics.direct(QUEUE).name(), now().plusSeconds(20));
    // When
    lifecycle.advance(Duration.ofMinutes(1));
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(1);
    assertThat(lifecycle.snapshots())
        .extracting(Task::state)
        .containsExactly(TaskState.QUEUED, TaskState.QUEUED);
  }

  private Instant now() {
    return lifecycle.now();
  }

  private double behind() {
    return lifecycle.metrics.get("offload.lifecycle.timers.behind").gauge().value();
  }

  private SubmitTask submitFor(Instant runAt) {
    SubmitTask task = Fixtures.task(lifecycle.now(), runAt, Origin.CLIENT, Fixtures.json("input"));
    lifecycle.submit(task);
    return task;
  }
}
