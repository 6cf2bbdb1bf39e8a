package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final int MAX_BYTES = 64 * 1024;

  @TempDir Path directory;

  @Test
  void exceptionIsAFailureThatMayBeRetried() {
    // When
    AttemptFailed failed =
        failure(
            _ -> {
              throw new IOException("disk full");
            });

    // Then
    assertThat(failed.error())
        .isEqualTo(new TaskError("handler-error", "IOException: disk full", false, 1));
    assertThat(failed.retryAfter()).isNull();
  }

  @Test
  void missingOutcomeIsAFailure() {
    assertThat(failure(_ -> null).error().code()).isEqualTo("handler-error");
  }

  @Test
  void endlessRecursionIsAFailureThatTheProcessSurvives() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              _ -> {
                throw new StackOverflowError();
              })
          .left()
          .join();

      // Then
      assertThat(((AttemptFailed) rig.events().getLast()).error().message())
          .isEqualTo("StackOverflowError");
      assertThat(rig.fatal).isEmpty();
    }
  }

  @Test
  void exhaustedMemoryEndsTheProcessAndNotTheTask() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      Run run =
          rig.start(
              _ -> {
                throw new OutOfMemoryError("for this test");
              });
      run.left().join();

      // Then
      assertThat(rig.fatal).hasSize(1);
      assertThat(rig.story()).containsExactly("AttemptStarted");
      assertThat(run.settled()).isNotDone();
    }
  }

  @Test
  void inputThatDoesNotFitIsAFinalFailure() throws Exception {
    record Thing(int size) {}
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              Json.MAPPER.readTree("{\"size\": \"large\"}"),
              task -> Outcome.succeeded(IntNode.valueOf(task.input(Thing.class).size())))
          .left()
          .join();

      // Then
      TaskError error = ((AttemptFailed) rig.events().getLast()).error();
      assertThat(error.code()).isEqualTo("invalid-input");
      assertThat(error.isFinal()).isTrue();
      assertThat(error.message())
          .isEqualTo("size must be an integer that is not too large, was \"large\"");
    }
  }

  @Test
  void tooLargeResultIsAFinalFailure() {
    TextNode largest = TextNode.valueOf("x".repeat(MAX_BYTES - 2));
    TextNode tooLarge = TextNode.valueOf("x".repeat(MAX_BYTES - 1));
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(_ -> Outcome.succeeded(largest)).left().join();

      // Then
      assertThat(((AttemptSucceeded) rig.events().getLast()).result()).isEqualTo(largest);
    }
    AttemptFailed failed = failure(_ -> Outcome.succeeded(tooLarge));
    assertThat(failed.error().code()).isEqualTo("result-too-large");
    assertThat(failed.error().isFinal()).isTrue();
  }

  @Test
  void checkpointIsDurableWhenItReturns() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (RunRig rig = RunRig.acknowledgingByHand(directory)) {
      // Given
      Run run =
          rig.start(
              task -> {
                task.checkpoint(IntNode.valueOf(7));
                left.countDown();
                return Outcome.succeeded(task.checkpoint().orElseThrow());
              });
      await().until(() -> rig.story().contains("Checkpointed"));
      rig.producer.completeNext();
      assertThat(left.getCount()).isOne();

      // When
      rig.producer.completeNext();

      // Then
      run.left().join();
      assertThat(((Checkpointed) rig.events().get(1)).checkpoint()).isEqualTo(IntNode.valueOf(7));
      assertThat(((AttemptSucceeded) rig.events().getLast()).result())
          .isEqualTo(IntNode.valueOf(7));
    }
  }

  @Test
  void checkpointThatIsTooLargeIsRefused() {
    TextNode tooLarge = TextNode.valueOf("x".repeat(MAX_BYTES - 1));
    run(
        task ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> task.checkpoint(tooLarge))
                .withMessageContaining("at most 65536 bytes, has 65537"));
  }

  @Test
  void progressIsToldOncePerSecondAndAtTheEnd() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              task -> {
                task.progress(1, 9, null);
                task.progress(2, 9, null);
                rig.advance(Duration.ofMillis(999));
                task.progress(3, 9, null);
                rig.advance(Duration.ofMillis(1));
                task.progress(4, 9, "x".repeat(501));
                task.progress(5, 9, null);
                task.progress(6, 9, null);
                return Outcome.succeeded(null);
              })
          .left()
          .join();

      // Then
      assertThat(rig.progress())
          .containsExactly(
              new Progress(1, 9, null),
              new Progress(4, 9, "x".repeat(500)),
              new Progress(6, 9, null));
    }
  }

  private AttemptFailed failure(RunRig.Work work) {
    try (RunRig rig = RunRig.in(directory)) {
      rig.start(work).left().join();
      return (AttemptFailed) rig.events().getLast();
    }
  }

  private void run(Consumer<TaskContext> step) {
    try (RunRig rig = RunRig.in(directory)) {
      rig.start(
              task -> {
                step.accept(task);
                return Outcome.succeeded(null);
              })
          .left()
          .join();
      assertThat(rig.story()).contains("AttemptSucceeded");
    }
  }
}
