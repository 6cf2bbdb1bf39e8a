package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.metrics.WorkerMetrics;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run still does after it was handed back or given up.
class StoppedRunTest {
  @TempDir Path directory;

  @Test
  void handedBackRunIsStoppedAndItsOutcomeDropped() {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      Run run = rig.start(task -> untilInterrupted(task, running, cancelled));
      awaitLatch(running);

      // When
      run.handBack();

      // Then
      run.left().join();
      assertThat(cancelled).isCompletedWithValue(true);
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSnoozed");
      assertThat(run.settled()).isCompleted();
      assertThat(rig.meters.timer(WorkerMetrics.RUNS, tags("dropped")).count()).isOne();
    }
  }

  @Test
  void givenUpRunReportsNothingMore() {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      Run run = rig.start(task -> untilInterrupted(task, running, cancelled));
      awaitLatch(running);

      // When
      run.giveUp();

      // Then
      run.left().join();
      assertThat(cancelled).isCompletedWithValue(true);
      assertThat(rig.story()).containsExactly("AttemptStarted");
      assertThat(rig.progress()).isEmpty();
      assertThat(run.settled()).isCompletedExceptionally();
    }
  }

  @Test
  void runThatIsHandedBackBeforeItsThreadStartsIsNotCalled() {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      Run first =
          rig.start(
              _ -> {
                running.countDown();
                free.await();
                return Outcome.succeeded(null);
              });
      awaitLatch(running);
      CompletableFuture<Void> called = new CompletableFuture<>();
      Run waiting =
          rig.start(
              _ -> {
                called.complete(null);
                return Outcome.succeeded(null);
              });

      // When
      waiting.handBack();
      free.countDown();

      // Then
      waiting.left().join();
      first.left().join();
      assertThat(called).isNotDone();
      assertThat(rig.story()).containsOnlyOnce("AttemptSnoozed");
    }
  }

  @Test
  void nextRunOnTheThreadOfAStoppedOneIsNotInterrupted() {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      Run stopped =
          rig.start(
              task -> {
                running.countDown();
                while (!task.isCancelled()) {
                  Thread.onSpinWait();
                }
                return Outcome.succeeded(null);
              });
      awaitLatch(running);
      stopped.giveUp();
      stopped.left().join();

      // When
      rig.start(
              _ -> {
                interrupted.complete(Thread.currentThread().isInterrupted());
                return Outcome.succeeded(null);
              })
          .left()
          .join();

      // Then
      assertThat(interrupted).isCompletedWithValue(false);
    }
  }

  private static Outcome untilInterrupted(
      TaskContext task, CountDownLatch running, CompletableFuture<Boolean> cancelled) {
    running.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      cancelled.complete(task.isCancelled());
      task.progress(1, 1, null);
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> task.checkpoint(IntNode.valueOf(1)));
    }
    return Outcome.succeeded(null);
  }

  private static String[] tags(String outcome) {
    return new String[] {"queue", "things", "type", "thing", "outcome", outcome};
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
