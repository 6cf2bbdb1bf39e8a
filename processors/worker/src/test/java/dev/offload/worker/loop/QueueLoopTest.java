package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.offload.schemas.attempt.AttemptClaimed;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSnoozed;
import dev.offload.schemas.attempt.AttemptStarted;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.attempt.Beginning;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class QueueLoopTest {
  private static final LoopRig.Work DONE = _ -> Outcome.succeeded(IntNode.valueOf(1));

  @Test
  void taskOfTheDirectRouteRunsAsItsFirstAttempt() throws Exception {
    try (LoopRig rig = rig().running(DONE)) {
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
  void startOfAShortRunIsToldWithItsEnd() throws Exception {
    try (LoopRig rig = rig().tellAfter(Duration.ofHours(1)).running(DONE)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(task)).containsExactly("AttemptSucceeded");
      AttemptSucceeded succeeded = (AttemptSucceeded) rig.events(task).getFirst();
      assertThat(succeeded.began()).isEqualTo(new Beginning(LoopRig.NOW, LoopRig.WORKER));
    }
  }

  @Test
  void cancelledTaskIsRefused() {
    try (LoopRig rig = rig().running(DONE)) {
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
    try (LoopRig rig = rig().running(DONE)) {
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
  void tenantWithManyTasksLeavesSlotsToOthers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        task -> {
          if (task.tenant().equals("greedy")) {
            end.await();
          }
          return Outcome.succeeded(IntNode.valueOf(1));
        };
    try (LoopRig rig = rig().slots(8, 4).sharedByTenant().running(work)) {
      // Given
      List<TaskId> many = Stream.generate(() -> rig.submitOf("greedy")).limit(40).toList();
      TaskId one = rig.submitOf("modest");

      // When
      rig.start();

      // Then
      await().untilAsserted(() -> assertThat(rig.story(one)).contains("AttemptSucceeded"));
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.running()).isEqualTo(4);
      List<AttemptEvent> ends = many.stream().map(task -> rig.events(task).getLast()).toList();
      assertThat(ends).filteredOn(AttemptSnoozed.class::isInstance).hasSize(36);
      assertThat(many).filteredOn(task -> rig.story(task).size() == 1).hasSize(36);
      end.countDown();
    }
  }

  @Test
  void eachOfManyTenantsFindsASlot() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        _ -> {
          end.await();
          return Outcome.succeeded(IntNode.valueOf(1));
        };
    try (LoopRig rig = rig().slots(8, 4).sharedByTenant().running(work)) {
      // Given
      List<TaskId> firsts =
          Stream.of("a", "b", "c")
              .map(
                  tenant -> {
                    TaskId first = rig.submitOf(tenant);
                    IntStream.range(0, 8).forEach(_ -> rig.submitOf(tenant));
                    return first;
                  })
              .toList();

      // When
      rig.start();

      // Then
      await()
          .untilAsserted(
              () ->
                  assertThat(firsts)
                      .allSatisfy(
                          first -> assertThat(rig.story(first)).contains("AttemptStarted")));
      end.countDown();
    }
  }

  @Test
  void startIsToldByItselfWhereTheEndIsNotNear() throws Exception {
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
  void startIsToldBeforeAnythingElse() throws Exception {
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
  void recordIsAcceptedOnlyOnceKafkaHasTheOutcome() throws Exception {
    try (LoopRig rig = rig().acknowledgingByHand().running(DONE)) {
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
    try (LoopRig rig = rig().acknowledgingByHand().running(DONE)) {
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

  @Test
  void longTaskIsClaimedSoThatTheNextOneCanStart() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    LoopRig.Work firstIsLong =
        _ -> {
          if (started.incrementAndGet() == 1) {
            end.await();
          }
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().slots(2, 1).running(firstIsLong)) {
      // Given
      TaskId longOne = rig.submit();
      TaskId shortOne = rig.submit();

      // When
      rig.start();

      // Then
      await().until(() -> rig.story(shortOne).contains("AttemptSucceeded"));
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.story(longOne)).containsExactly("AttemptStarted", "AttemptClaimed");
      assertThat(((AttemptClaimed) rig.events(longOne).getLast()).lease())
          .isEqualTo(Duration.ofSeconds(12));

      end.countDown();
      await()
          .untilAsserted(
              () ->
                  assertThat(rig.story(longOne))
                      .containsExactly("AttemptStarted", "AttemptClaimed", "AttemptSucceeded"));
    }
  }

  @Test
  void taskIsClaimedAfterAThirdOfItsLockWithoutAFreeSlot() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        _ -> {
          end.await();
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().slots(1, 1).lock(Duration.ofMillis(600)).running(work)) {
      // Given
      TaskId task = rig.submit();

      // When
      rig.start();

      // Then
      await()
          .untilAsserted(
              () ->
                  assertThat(rig.story(task)).containsExactly("AttemptStarted", "AttemptClaimed"));
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      end.countDown();
    }
  }

  @Test
  void noMoreTasksRunAtOnceThanThereAreSlots() throws Exception {
    Semaphore mayEnd = new Semaphore(0);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LoopRig.Work work =
        _ -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          mayEnd.acquire();
          running.decrementAndGet();
          return Outcome.succeeded(null);
        };
    try (LoopRig rig =
        rig().slots(3, 1).claimAfter(Duration.ZERO).lock(Duration.ofMillis(60)).running(work)) {
      // Given
      for (int i = 0; i < 10; i++) {
        rig.submit();
      }

      // When
      rig.start();
      await().until(() -> running.get() == 3);
      mayEnd.release(10);

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      await().until(() -> rig.running() == 0);
      assertThat(most).hasValue(3);
    }
  }

  @Test
  void workerWithoutRoomLeavesTheQueueToOthers() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LoopRig.Work work =
        _ -> {
          end.await();
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().slots(1, 1).lock(Duration.ofMillis(300)).running(work)) {
      // Given
      rig.submit();
      rig.submit();

      // When
      rig.start();
      await().until(() -> rig.queue.closed() == 1);
      assertThat(rig.queue.opened()).isEqualTo(1);
      end.countDown();

      // Then
      await().untilAsserted(() -> assertThat(rig.queue.remaining()).isEmpty());
      assertThat(rig.queue.opened()).isEqualTo(2);
    }
  }

  @Test
  void pausedQueueIsNotPolledUntilItIsResumed() throws Exception {
    try (LoopRig rig = rig().running(DONE)) {
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
  void unreadableRecordIsParkedAsItWasWithTheReason() throws Exception {
    try (LoopRig rig = rig().running(DONE)) {
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
  void taskIsFailedAsPoisonOnItsLastPermittedDelivery() throws Exception {
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
    LoopRig.Work work =
        task -> {
          ran.add(task.taskId());
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().slots(4, 3).running(work)) {
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
  void suspicionCountsWhatEarlierHandOutsLost() throws Exception {
    Queue<TaskId> ran = new ConcurrentLinkedQueue<>();
    LoopRig.Work work =
        task -> {
          ran.add(task.taskId());
          return Outcome.succeeded(null);
        };
    try (LoopRig rig = rig().slots(4, 3).running(work)) {
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

  @Test
  void taskWithoutHandlerFailsForAWhile() throws Exception {
    try (LoopRig rig = rig().running(DONE)) {
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

  @Test
  void drainWaitsForWhatRuns() throws Exception {
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
  void drainHandsBackWhatDoesNotEndInTime() throws Exception {
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
  void drainTakesNothingMore() throws Exception {
    try (LoopRig rig = rig().running(DONE).start()) {
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
