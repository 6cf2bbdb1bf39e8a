package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunStopperTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @TempDir Path directory;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void handlerThatStopsAtTheSignalIsCancelled() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(this::heeding);
      begun.await();
      // When
      rig.stopper.cancel(RunRig.TASK, 1);
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptCancelled");
      assertThat(run.settled()).isCompleted();
    }
  }

  @Test
  void cancelOfAnEarlierAttemptDoesNotStopThisOne() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(this::ignoring);
      begun.await();
      // When
      rig.stopper.cancel(RunRig.TASK, 0);
      rig.advance(RunRig.GRACE);
      rig.stopper.tick();
      released.countDown();
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void successWithinTheGraceCounts() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(this::ignoring);
      begun.await();
      rig.stopper.cancel(RunRig.TASK, 1);
      rig.advance(RunRig.GRACE.minusMillis(1));
      rig.stopper.tick();
      // When
      released.countDown();
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void lateSuccessOfAnInterruptedHandlerIsDropped() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(this::ignoring);
      begun.await();
      rig.stopper.cancel(RunRig.TASK, 1);
      // When
      rig.advance(RunRig.GRACE);
      rig.stopper.tick();
      // Then
      run.settled().join();
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptCancelled");
      // When
      released.countDown();
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptCancelled");
    }
  }

  @Test
  void waitingHandlerIsInterruptedAfterTheGrace() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run =
          rig.start(
              _ -> {
                begun.countDown();
                released.await();
                return Outcome.succeeded(null);
              });
      begun.await();
      rig.stopper.cancel(RunRig.TASK, 1);
      // When
      rig.advance(RunRig.GRACE);
      rig.stopper.tick();
      // Then
      run.left().join();
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptCancelled");
    }
  }

  @Test
  void cancelledRunNeverCallsItsHandler() {
    try (RunRig rig = RunRig.in(directory)) {
      rig.stopper.cancel(RunRig.TASK, 1);
      // When
      Run run =
          rig.start(
              _ -> {
                begun.countDown();
                return Outcome.succeeded(null);
              });
      run.left().join();
      // Then
      assertThat(begun.getCount()).isOne();
      assertThat(rig.story()).containsExactly("AttemptCancelled");
    }
  }

  @Test
  void taskThatIsForgottenRuns() {
    try (RunRig rig = RunRig.in(directory)) {
      rig.stopper.cancel(RunRig.TASK, 1);
      rig.stopper.forget(RunRig.TASK);
      // When
      rig.start(_ -> Outcome.succeeded(null)).left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void handlerThatTakesTooLongFailsWithTimeout() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(TIMEOUT, this::heeding);
      begun.await();
      // When
      rig.advance(TIMEOUT);
      rig.stopper.tick();
      run.left().join();
      // Then
      assertThat(rig.events().getLast())
          .isInstanceOfSatisfying(
              AttemptFailed.class,
              failed -> {
                assertThat(failed.error().code()).isEqualTo("timeout");
                assertThat(failed.error().isFinal()).isFalse();
              });
    }
  }

  @Test
  void handlerInTimeIsNotSignalled() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(TIMEOUT, this::ignoring);
      begun.await();
      rig.advance(TIMEOUT.minusMillis(1));
      rig.stopper.tick();
      rig.advance(RunRig.GRACE.minusMillis(1));
      rig.stopper.tick();
      // When
      released.countDown();
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  @Test
  void lateResultAfterATimeoutIsDropped() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(TIMEOUT, this::ignoring);
      begun.await();
      rig.advance(TIMEOUT);
      rig.stopper.tick();
      rig.advance(RunRig.GRACE);
      rig.stopper.tick();
      // When
      released.countDown();
      run.left().join();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptFailed");
    }
  }

  @Test
  void drainingWorkerReportsACancelledRunAsCancelled() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run = rig.start(this::ignoring);
      begun.await();
      rig.stopper.cancel(RunRig.TASK, 1);
      // When
      run.handBack();
      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptCancelled");
      released.countDown();
      run.left().join();
    }
  }

  @Test
  void childrenOfACancelledRunAreCancelledToo() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      Run run =
          rig.start(
              task -> {
                var piece = JsonNodeFactory.instance.objectNode();
                task.spawn(
                    List.of(
                        new Child(0, "thing", "things", piece),
                        new Child(1, "thing", "things", piece)));
                return heeding(task);
              });
      begun.await();
      // When
      rig.stopper.cancel(RunRig.TASK, 1);
      run.left().join();
      // Then
      ParentTask parent = new ParentTask(RunRig.TASK, RunRig.TENANT, null);
      assertThat(rig.commands())
          .extracting(Command::key)
          .containsExactly(
              parent.childId(0).toString(),
              parent.childId(1).toString(),
              parent.childId(0).toString(),
              parent.childId(1).toString());
    }
  }

  // Nothing announces the flag it waits for, so it checks again and again.
  @SuppressWarnings("ThreadPriorityCheck")
  private Outcome heeding(TaskContext task) {
    begun.countDown();
    while (!task.isCancelled()) {
      Thread.yield();
    }
    throw new CancellationException("stopped");
  }

  /// Ignores signals and interrupts until it is released.
  private Outcome ignoring(TaskContext task) {
    begun.countDown();
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException _) {
        // Ignored, as the name says.
      }
    }
    return Outcome.succeeded(IntNode.valueOf(1));
  }
}
