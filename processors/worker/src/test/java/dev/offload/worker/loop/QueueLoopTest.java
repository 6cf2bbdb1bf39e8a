package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.worker.Outcome;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class QueueLoopTest {
  @Test
  void taskOfTheDirectRouteRunsAsItsFirstAttempt() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      List<AttemptEvent> events = rig.events(task);
      assertThat(events).hasSize(2);
      assertThat(events.getFirst())
          .isInstanceOfSatisfying(
              AttemptStarted.class,
              started -> {
                assertThat(started.attempt()).isEqualTo(1);
                assertThat(started.worker()).isEqualTo(LoopRig.WORKER);
                assertThat(started.tenant()).isEqualTo("acme");
                assertThat(started.at()).isEqualTo(LoopRig.NOW);
              });
      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              AttemptSucceeded.class,
              succeeded -> {
                assertThat(succeeded.result()).isEqualTo(IntNode.valueOf(1));
                assertThat(succeeded.runId()).isEqualTo(events.getFirst().runId());
              });
    }
  }

  @Test
  void cancelledTaskIsRefused() {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submit();
      rig.stopper.cancel(task, 1);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(task)).containsExactly("AttemptCancelled");
    }
  }

  @Test
  void attemptStartsBeforeItsExpiryButNotAtIt() {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      TaskId late = rig.submitExpiring(LoopRig.NOW);
      TaskId inTime = rig.submitExpiring(LoopRig.NOW.plusMillis(1));

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(late)).containsExactly("AttemptExpired");
      assertThat(rig.story(inTime)).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void handedOutAttemptRunsWithItsNumberAndCheckpoint() throws Exception {
    LoopRig.Work work =
        task -> {
          int left = task.checkpoint().orElseThrow().intValue();
          return Outcome.succeeded(IntNode.valueOf(1000 * task.attempt() + left));
        };
    try (LoopRig rig = rig().running(work)) {
      // Given
      TaskId task = rig.handOut(3, 17);

      // When
      rig.start();

      // Then
      await().until(() -> rig.events(task).size() == 2);
      assertThat(((AttemptSucceeded) rig.events(task).getLast()).result())
          .isEqualTo(IntNode.valueOf(3017));
    }
  }

  @Test
  void pausedQueueIsNotPolledUntilItIsResumed() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      rig.paused.add(LoopRig.QUEUE);
      TaskId task = rig.submit();

      // When
      rig.start();
      rig.awaitLooksAtPauses(3);

      // Then
      assertThat(rig.story(task)).isEmpty();
      assertThat(rig.queue.opened()).isZero();
      rig.paused.clear();
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
    }
  }

  @Test
  void unreadableRecordIsParkedUnchangedWithTheReason() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      RecordHeaders headers = new RecordHeaders();
      headers.add(Envelope.TYPE, "Nonsense".getBytes(UTF_8));
      rig.queue.add("offload.work.things", "key", headers, new byte[] {1, 2});

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      var parked = rig.sent(Topics.PARKED).getFirst();
      assertThat(parked.key()).isEqualTo("key");
      assertThat(parked.value()).containsExactly(1, 2);
      assertThat(Envelope.text(parked.headers(), Envelope.TYPE)).isEqualTo("Nonsense");
      assertThat(Envelope.text(parked.headers(), ParkedRecord.REASON)).contains("Nonsense");
      assertThat(Envelope.text(parked.headers(), ParkedRecord.TOPIC))
          .isEqualTo("offload.work.things");
      assertThat(Envelope.text(parked.headers(), ParkedRecord.OFFSET)).isEqualTo("0");
    }
  }

  @Test
  void recordWithoutAValueIsParked() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      rig.queue.add("offload.work.things", null, new RecordHeaders(), null);

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      var parked = rig.sent(Topics.PARKED).getFirst();
      assertThat(Envelope.text(parked.headers(), ParkedRecord.REASON))
          .isEqualTo("a record of offload.work.things must have a value");
    }
  }

  @Test
  void taskWithoutHandlerIsRetriedLater() throws Exception {
    try (LoopRig rig = rig().running(LoopRig.DONE)) {
      // Given
      TaskId task = rig.submitOfType("other");

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      AttemptFailed failed = (AttemptFailed) rig.events(task).getLast();
      assertThat(failed.error().code()).isEqualTo("no-handler");
      assertThat(failed.error().isFinal()).isFalse();
      assertThat(failed.retryAfter()).isPositive();
    }
  }
}
