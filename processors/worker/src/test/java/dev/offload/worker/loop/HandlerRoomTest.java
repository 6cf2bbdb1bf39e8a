package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.worker.Outcome;
import dev.offload.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What happens to tasks that their handler has no room for.
class HandlerRoomTest {
  private static final Duration WAIT = Duration.ofSeconds(7);

  private final Queue<TaskId> ran = new ConcurrentLinkedQueue<>();
  private final LoopRig.Work work =
      task -> {
        ran.add(task.taskId());
        return Outcome.succeeded(null);
      };

  @Test
  void taskWithoutRoomIsHandedBackWithoutARun() {
    try (LoopRig rig = rig().withRoom(HandlerRoomTest::ofTenant).running(work)) {
      // Given
      TaskId task = rig.submitOf("full");

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(task)).containsExactly("AttemptSnoozed");
      assertThat(((AttemptSnoozed) rig.events(task).getFirst()).delay()).isEqualTo(WAIT);
      assertThat(rig.meters.counter(WorkerMetrics.POSTPONED, "queue", LoopRig.QUEUE).count())
          .isEqualTo(1);
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void tasksBehindItRunAtOnceAndTheTenantsShareIsUnchanged() {
    try (LoopRig rig =
        rig().slots(2, 2).sharedByTenant().withRoom(HandlerRoomTest::ofTenant).running(work)) {
      // Given
      List<TaskId> many = Stream.generate(() -> rig.submitOf("full")).limit(40).toList();
      TaskId one = rig.submitOf("modest");

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(ran).containsExactly(one);
      assertThat(many)
          .allSatisfy(
              task -> {
                assertThat(rig.story(task)).containsExactly("AttemptSnoozed");
                assertThat(((AttemptSnoozed) rig.events(task).getFirst()).delay()).isEqualTo(WAIT);
              });
    }
  }

  @Test
  void handBackKeepsTheCountOfLostRuns() {
    try (LoopRig rig = rig().withRoom(_ -> Optional.of(WAIT)).running(work)) {
      // Given
      TaskId task = rig.submitAfterDeliveries(1);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.lostRuns(task)).isEqualTo(1);
    }
  }

  @Test
  void taskRunsIfItsHandlerFailsToAnswer() {
    try (LoopRig rig =
        rig()
            .withRoom(
                _ -> {
                  throw new IllegalArgumentException("no such input");
                })
            .running(work)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(ran).containsExactly(task);
    }
  }

  private static Optional<Duration> ofTenant(String tenant) {
    return tenant.equals("full") ? Optional.of(WAIT) : Optional.empty();
  }
}
