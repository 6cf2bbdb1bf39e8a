package dev.offload.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import dev.offload.testkit.KafkaForTests;
import dev.offload.worker.Outcome;
import dev.offload.worker.queue.QueueSource;
import dev.offload.worker.queue.ShareGroupQueueSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WorkerIT {
  private static final KafkaRig.Work DONE = _ -> Outcome.succeeded(null);

  @Test
  void tasksOfBothRoutesAreRun() {
    try (KafkaRig rig = KafkaRig.onSharedBroker();
        Worker _ = rig.start(DONE)) {
      // When
      TaskId direct = rig.submit();
      TaskId handedOut = rig.handOut(2);

      // Then
      await()
          .untilAsserted(
              () -> {
                assertThat(rig.story(direct)).containsExactly("AttemptStarted", "AttemptSucceeded");
                assertThat(rig.story(handedOut))
                    .containsExactly("AttemptStarted", "AttemptSucceeded");
              });
      assertThat(rig.events(direct)).allMatch(event -> event.attempt() == 1);
      assertThat(rig.events(handedOut)).allMatch(event -> event.attempt() == 2);
    }
  }

  @Test
  void longTaskIsClaimedAndSendsHeartbeats() {
    CountDownLatch end = new CountDownLatch(1);
    try (KafkaRig rig = KafkaRig.onSharedBroker()) {
      rig.set("heartbeat", "PT0.2S");
      TaskId longOne = rig.submit();
      KafkaRig.Work work =
          task -> {
            if (task.taskId().equals(longOne)) {
              end.await();
            }
            return Outcome.succeeded(null);
          };
      try (Worker _ = rig.start(work)) {
        // When
        await().until(() -> rig.story(longOne).contains("AttemptClaimed"));
        TaskId shortOne = rig.submit();

        // Then
        await().until(() -> rig.story(shortOne).contains("AttemptSucceeded"));
        await().until(() -> rig.story(longOne).stream().filter("Heartbeat"::equals).count() >= 3);
        end.countDown();
        await().until(() -> rig.story(longOne).getLast().equals("AttemptSucceeded"));
        assertThat(rig.story(longOne)).containsOnlyOnce("AttemptStarted", "AttemptClaimed");
      }
    }
  }

  @Test
  void drainingWorkerHandsBackUnfinishedTasks() {
    CountDownLatch running = new CountDownLatch(1);
    KafkaRig.Work endless =
        _ -> {
          running.countDown();
          new CountDownLatch(1).await();
          return Outcome.succeeded(null);
        };
    try (KafkaRig rig = KafkaRig.onSharedBroker()) {
      // Given
      rig.set("grace", "PT0.01S");
      TaskId task = rig.submit();
      Worker draining = rig.start(endless);
      await().until(() -> running.getCount() == 0);

      // When
      draining.close();

      // Then
      assertThat(rig.story(task)).startsWith("AttemptStarted").endsWith("AttemptSnoozed");
      try (Worker _ = rig.start(DONE)) {
        TaskId next = rig.submit();
        await().until(() -> rig.story(next).contains("AttemptSucceeded"));
        assertThat(rig.story(task)).endsWith("AttemptSnoozed");
      }
    }
  }

  @Test
  void workerIsOnTheRosterUntilItsEnd() {
    try (KafkaRig rig = KafkaRig.onSharedBroker()) {
      // Given
      rig.set("name", "worker-of-" + rig.queue());
      Worker worker = rig.start(DONE);
      await()
          .untilAsserted(
              () ->
                  assertThat(rig.lastOf(Topics.WORKERS, "worker-of-" + rig.queue()))
                      .extracting(WorkerStatus::queues)
                      .isEqualTo(List.of(new QueueSlots(rig.queue(), 4, 0))));

      // When
      worker.close();

      // Then
      assertThat(rig.lastOf(Topics.WORKERS, "worker-of-" + rig.queue())).isNull();
    }
  }

  @Test
  void pausedQueueIsNotServedUntilItIsResumed() throws Exception {
    try (KafkaRig rig = KafkaRig.onSharedBroker();
        Worker _ = rig.start(DONE)) {
      // Given
      TaskId before = rig.submit();
      await().until(() -> rig.story(before).contains("AttemptSucceeded"));
      assertThat(members(rig.queue())).isEqualTo(1);
      String key = PauseQueue.key(rig.queue());

      // When
      rig.write(Topics.CONTROL, key, new PauseQueue(rig.queue(), Instant.now()));

      // Then
      await().until(() -> members(rig.queue()) == 0);
      TaskId task = rig.submit();
      assertThat(rig.story(task)).isEmpty();
      rig.write(Topics.CONTROL, key, null);
      await().until(() -> rig.story(task).contains("AttemptSucceeded"));
    }
  }

  @Test
  void queuePausedBeforeTheStartIsNotPolled() {
    try (KafkaRig rig = KafkaRig.onSharedBroker();
        KafkaRig other = KafkaRig.onSharedBroker()) {
      // Given
      String key = PauseQueue.key(rig.queue());
      rig.write(Topics.CONTROL, key, new PauseQueue(rig.queue(), Instant.now()));
      TaskId waiting = rig.submit();
      TaskId running = other.submit();

      // When
      try (Worker _ = rig.startBeside(other, DONE)) {
        // Then
        await().until(() -> rig.story(running).contains("AttemptSucceeded"));
        assertThat(rig.story(waiting)).isEmpty();
      } finally {
        rig.write(Topics.CONTROL, key, null);
      }
    }
  }

  @Test
  void taskThatKillsFourWorkersFailsForGood() {
    try (KafkaRig rig = KafkaRig.onSharedBroker()) {
      // Given
      TaskId poison = rig.submit();
      QueueSource.Opener sources =
          ShareGroupQueueSource.over(KafkaForTests.connection(), Duration.ofMillis(500));
      for (int death = 1; death <= 4; death++) {
        try (QueueSource dying = sources.open(rig.queue(), 1)) {
          List<ConsumerRecord<String, byte[]>> polled = new ArrayList<>();
          await().until(() -> polled.addAll(dying.poll(Duration.ofMillis(250))));
        }
      }
      List<TaskId> others = List.of(rig.submit(), rig.submit());

      // When
      try (Worker _ = rig.start(DONE)) {
        // Then
        await().until(() -> rig.story(poison).contains("AttemptFailed"));
        AttemptFailed failed = (AttemptFailed) rig.events(poison).getLast();
        assertThat(failed.error().code()).isEqualTo("poison");
        assertThat(failed.error().isFinal()).isTrue();
        for (TaskId other : others) {
          await()
              .until(
                  () ->
                      List.of("AttemptSucceeded", "AttemptSnoozed")
                          .contains(rig.story(other).isEmpty() ? "" : rig.story(other).getLast()));
        }
      }
    }
  }

  @Test
  void runningTasksSurviveARestartOfTheBroker() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (KafkaRig rig = KafkaRig.onABrokerOfItsOwn()) {
      rig.set("lease", "PT40S");
      TaskId longOne = rig.submit();
      KafkaRig.Work work =
          task -> {
            if (task.taskId().equals(longOne)) {
              end.await();
            }
            return Outcome.succeeded(null);
          };
      try (Worker _ = rig.start(work)) {
        // Given
        await().until(() -> rig.story(longOne).contains("AttemptClaimed"));
        List<TaskId> before = rig.submit(50);

        // When
        rig.restartBroker();
        List<TaskId> after = rig.submit(50);
        end.countDown();

        // Then
        await()
            .until(
                () -> {
                  var stories = rig.stories();
                  return stories.getOrDefault(longOne, List.of()).contains("AttemptSucceeded")
                      && List.of(before, after).stream()
                          .flatMap(List::stream)
                          .map(stories::get)
                          .allMatch(
                              story ->
                                  Objects.requireNonNullElse(story, List.of())
                                      .contains("AttemptSucceeded"));
                });
        assertThat(rig.story(longOne)).containsOnlyOnce("AttemptStarted");
      }
    }
  }

  private static int members(String queue) throws InterruptedException, ExecutionException {
    String group = Topics.shareGroup(queue);
    try (Admin admin = KafkaForTests.admin()) {
      return admin
          .describeShareGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .size();
    }
  }
}
