package dev.offload.worker.loop;

import static dev.offload.worker.loop.LoopRig.rig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.worker.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which tasks run at the same time, and what happens to a task without a slot.
class SlotsTest {
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
  void taskIsClaimedAfterAThirdOfItsLockIfNoSlotIsFree() throws Exception {
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
}
