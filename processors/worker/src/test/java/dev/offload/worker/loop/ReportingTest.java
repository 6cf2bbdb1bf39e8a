package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.RunStart;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;

/// When starts and ends are reported, and what waits for it.
class ReportingTest {
  @Test
  void startOfAShortRunIsToldWithItsEnd() throws Exception {
    try (LoopRig rig = rig().tellAfter(Duration.ofHours(1)).running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(task)).containsExactly("AttemptSucceeded");
      AttemptSucceeded succeeded = (AttemptSucceeded) rig.events(task).getFirst();
      assertThat(succeeded.began()).isEqualTo(new RunStart(LoopRig.NOW, LoopRig.WORKER));
    }
  }

  @Test
  void startOfALongRunIsToldSeparately() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        _ -> {
          end.await();
          return Outcome.failed("code", "message");
        };
    try (LoopRig rig =
        rig().tellAfter(Duration.ofMillis(1)).claimAfter(Duration.ofHours(1)).running(work)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.story(task)).containsExactly("AttemptStarted"));
      end.countDown();
      await().until(() -> rig.story(task).size() == 2);
      assertThat(((AttemptFailed) rig.events(task).getLast()).began()).isNull();
    }
  }

  @Test
  void startIsToldBeforeEverythingElse() throws Exception {
    LoopRig.Work work =
        task -> {
          task.checkpoint(IntNode.valueOf(1));
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().tellAfter(Duration.ofHours(1)).running(work)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await()
          .untilAsserted(
              () ->
                  assertThat(rig.story(task))
                      .containsExactly("AttemptStarted", "Checkpointed", "AttemptSucceeded"));
    }
  }

  @Test
  void recordIsAcceptedOnlyOnceKafkaHasTheOutcome() throws Exception {
    try (LoopRig rig = rig().acknowledgingByHand().running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submit();
      rig.start();
      await().until(() -> rig.story(task).contains("AttemptSucceeded"));
      assertThat(rig.producer.completeNext()).as("AttemptStarted acknowledged").isTrue();
      assertThat(rig.queue.remaining()).containsExactly(task.toString());

      // When
      assertThat(rig.producer.completeNext()).as("AttemptSucceeded acknowledged").isTrue();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
    }
  }

  @Test
  void taskRunsAgainWhenKafkaRefusesItsOutcome() throws Exception {
    try (LoopRig rig = rig().acknowledgingByHand().running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submit();
      rig.start();
      await().until(() -> rig.story(task).contains("AttemptSucceeded"));

      // When
      rig.producer.completeNext();
      rig.producer.errorNext(new NotEnoughReplicasException("too few"));

      // Then
      await().until(() -> rig.story(task).size() == 4);
      rig.producer.completeNext();
      rig.producer.completeNext();
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.events(task).getLast().runId())
          .isNotEqualTo(rig.events(task).getFirst().runId());
    }
  }
}
