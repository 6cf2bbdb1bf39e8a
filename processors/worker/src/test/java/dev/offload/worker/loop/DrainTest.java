package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.task.TaskId;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What a worker does with its tasks when it stops.
class DrainTest {
  @Test
  void drainWaitsForRunningTasks() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        _ -> {
          started.countDown();
          end.await();
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().running(work)) {
      // Given
      TaskId task = rig.submit();
      rig.start();
      started.await();

      // When
      Thread.ofVirtual().start(end::countDown);
      rig.drain(Duration.ofSeconds(20));

      // Then
      assertThat(rig.story(task)).endsWith("AttemptSucceeded");
      assertThat(rig.queue.remaining()).isEmpty();
    }
  }

  @Test
  void drainHandsBackTasksThatDoNotEndInTime() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    LoopRig.Work work =
        task -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException _) {
            assertThat(task.isCancelled()).isTrue();
            stopped.countDown();
          }
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().claimAfter(Duration.ofHours(1)).running(work)) {
      // Given
      TaskId task = rig.submit();
      rig.start();
      started.await();

      // When
      rig.drain(Duration.ofMillis(1));

      // Then
      stopped.await();
      assertThat(rig.story(task)).containsExactly("AttemptStarted", "AttemptSnoozed");
      assertThat(rig.queue.remaining()).isEmpty();
    }
  }

  @Test
  void drainTakesNoMoreTasks() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE).start()) {
      // Given
      await().until(() -> rig.queue.opened() == 1);

      // When
      rig.drain(Duration.ofSeconds(20));
      TaskId late = rig.submit();

      // Then
      assertThat(rig.queue.closed()).isEqualTo(1);
      assertThat(rig.story(late)).isEmpty();
    }
  }
}
