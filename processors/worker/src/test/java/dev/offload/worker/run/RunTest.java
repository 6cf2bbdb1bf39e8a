package dev.offload.worker.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.files.NewFile;
import dev.offload.files.Quota;
import dev.offload.files.Storing;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSnoozed;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.attempt.Checkpointed;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.TaskError;
import dev.offload.worker.Outcome;
import dev.offload.worker.TaskContext;
import dev.offload.worker.metrics.WorkerMetrics;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
      assertThat(error.message()).contains("large").doesNotContain("dev.offload");
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
  void givenUpRunSaysNothingMore() {
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

  @Test
  void runHandedBackBeforeItHasAThreadIsNotCalled() {
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

  @Test
  void onlyFilesOfTheTenantAreFound() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      String own = stored(rig, RunRig.TENANT);
      String foreign = stored(rig, "other");

      // When
      rig.start(
              task -> {
                assertThat(task.files().find(own).orElseThrow().name()).isEqualTo("a.txt");
                assertThat(task.files().open(own)).hasContent("content");
                assertThat(task.files().find(foreign)).isEmpty();
                assertThat(task.files().find("../../etc/passwd")).isEmpty();
                assertThatExceptionOfType(FileNotFoundException.class)
                    .isThrownBy(() -> task.files().open(foreign));
                return Outcome.succeeded(null);
              })
          .left()
          .join();

      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptSucceeded");
    }
  }

  private static String stored(RunRig rig, String tenant) throws IOException {
    NewFile file = new NewFile("a.txt", "text/plain", Optional.empty(), 100);
    Storing stored =
        rig.files().store(tenant, file, new ByteArrayInputStream("content".getBytes(UTF_8)));
    return ((Storing.Stored) stored).file().id().value();
  }

  @Test
  void outputFilesStayAndTheWorkDirectoryIsDeleted() throws Exception {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              task -> {
                Path draft = task.files().workDirectory().resolve("draft");
                Files.writeString(draft, "from a path");
                return Outcome.succeeded(
                    null,
                    List.of(
                        task.files().create("a.txt", "text/plain", draft),
                        task.files().create("b.txt", "text/plain", "bytes".getBytes(UTF_8))));
              })
          .left()
          .join();

      // Then
      List<OutputFile> files = ((AttemptSucceeded) rig.events().getLast()).files();
      assertThat(files).extracting(OutputFile::name).containsExactly("a.txt", "b.txt");
      assertThat(files).extracting(OutputFile::size).containsExactly(11L, 5L);
      assertThat(files.getFirst().sha256()).matches("[0-9a-f]{64}");
      try (Stream<Path> left = Files.find(rig.workRoot(), 9, (path, _) -> path.endsWith("draft"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void attemptWhoseOutputHasNoRoomIsHandedBackUnspent() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      rig.fillDisk();

      // When
      rig.start(
              task ->
                  Outcome.succeeded(
                      null, List.of(task.files().create("a.txt", "text/plain", new byte[1]))))
          .left()
          .join();

      // Then
      assertThat(((AttemptSnoozed) rig.events().getLast()).delay())
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void attemptWhoseOutputIsOverTheQuotaFails() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      rig.limitFiles(new Quota(2, 9));

      // When
      rig.start(
              task ->
                  Outcome.succeeded(
                      null, List.of(task.files().create("a.txt", "text/plain", new byte[3]))))
          .left()
          .join();

      // Then
      TaskError error = ((AttemptFailed) rig.events().getLast()).error();
      assertThat(error.code()).isEqualTo("quota-exceeded");
      assertThat(error.isFinal()).isFalse();
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
