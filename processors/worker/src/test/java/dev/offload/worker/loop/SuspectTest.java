package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.worker.Outcome;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What happens to tasks whose workers died.
class SuspectTest {
  @Test
  void taskFailsAsPoisonOnItsLastDelivery() throws Exception {
    AtomicBoolean called = new AtomicBoolean();
    LoopRig.Work work =
        _ -> {
          called.set(true);
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().running(work)) {
      // Given
      TaskId task = rig.submitAfterDeliveries(4);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(task)).containsExactly("AttemptStarted", "AttemptFailed");
      AttemptFailed failed = (AttemptFailed) rig.events(task).getLast();
      assertThat(failed.runId()).isEqualTo(rig.events(task).getFirst().runId());
      assertThat(failed.error().code()).isEqualTo("poison");
      assertThat(failed.error().isFinal()).isTrue();
      assertThat(failed.error().message()).startsWith("4 workers took this task");
      assertThat(called).isFalse();
    }
  }

  @Test
  void suspectRunsAloneAndOthersOfItsPollAreHandedBack() throws Exception {
    Queue<TaskId> ran = new ConcurrentLinkedQueue<>();
    try (LoopRig rig = rig().slots(4, 3).running(remembering(ran))) {
      // Given
      TaskId before = rig.submit();
      TaskId suspect = rig.submitAfterDeliveries(2);
      TaskId after = rig.submitAfterDeliveries(2);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(ran).containsExactly(suspect);
      for (TaskId innocent : List.of(before, after)) {
        assertThat(rig.story(innocent)).containsExactly("AttemptStarted", "AttemptSnoozed");
        assertThat(((AttemptSnoozed) rig.events(innocent).getLast()).delay()).isZero();
      }
      assertThat(rig.lostRuns(before)).isZero();
      assertThat(rig.lostRuns(after)).isEqualTo(2);
      assertThat(rig.story(suspect)).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void lostRunsOfEarlierHandOutsCount() throws Exception {
    Queue<TaskId> ran = new ConcurrentLinkedQueue<>();
    try (LoopRig rig = rig().slots(4, 3).running(remembering(ran))) {
      // Given
      TaskId suspect = rig.submitAfterDeliveries(2);
      TaskId worse = rig.handOutAfterLosing(3);
      TaskId poison = rig.handOutAfterLosing(4);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(poison)).containsExactly("AttemptStarted", "AttemptFailed");
      assertThat(rig.lostRuns(suspect)).isEqualTo(2);
      assertThat(rig.lostRuns(worse)).isEqualTo(3);
      assertThat(ran).isEmpty();
    }
  }

  private static LoopRig.Work remembering(Queue<TaskId> ran) {
    return task -> {
      ran.add(task.taskId());
      return Outcome.succeeded(null);
    };
  }
}
