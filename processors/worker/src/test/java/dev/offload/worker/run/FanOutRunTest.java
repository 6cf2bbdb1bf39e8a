package dev.offload.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.work.AttemptDelegated;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.Children;
import dev.offload.worker.Child;
import dev.offload.worker.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutRunTest {
  private static final Children THREE_ENDED = new Children(3, 2, 1, Map.of("sent", 20L));

  @TempDir Path directory;

  @Test
  void childrenAreSystemTasksOfTheirParentsTenantAndTrace() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              task -> {
                task.spawn(List.of(child(0), child(1)));
                return Outcome.delegated(2);
              })
          .left()
          .join();

      // Then
      SubmitTask wanted =
          new ParentTask(RunRig.TASK, RunRig.TENANT, RunRig.TRACE)
              .child(1, TaskSpec.of("piece", "pieces", IntNode.valueOf(1)), RunRig.NOW);
      assertThat(rig.commands()).hasSize(2).last().isEqualTo(wanted);
      assertThat(wanted.lineage()).isEqualTo(Lineage.child(RunRig.TASK, 1));
      assertThat(wanted.taskId().isDerived()).isTrue();
      assertThat(((AttemptDelegated) rig.events().getLast()).children()).isEqualTo(2);
    }
  }

  @Test
  void childExpiresWithItsTaskOnlyIfAsked() {
    try (RunRig rig = RunRig.in(directory)) {
      // Given
      Instant expiry = RunRig.NOW.plusSeconds(60);
      rig.expireAt(expiry);

      // When
      rig.start(
              task -> {
                task.spawn(List.of(child(0), child(1).expiring()));
                return Outcome.delegated(2);
              })
          .left()
          .join();

      // Then
      assertThat(rig.commands())
          .extracting(command -> ((SubmitTask) command).timing().expiresAt())
          .containsExactly(null, expiry);
    }
  }

  @Test
  void childSpawnedAgainIsTheSameTask() {
    TaskId id = named(RunRig.TASK, 1);
    assertThat(named(RunRig.TASK, 1)).isEqualTo(id);
    assertThat(named(RunRig.TASK, 11)).isNotEqualTo(id);
    assertThat(named(TaskId.fresh(RunRig.NOW), 1)).isNotEqualTo(id);
  }

  @Test
  void spawningWaitsUntilKafkaHasAllChildren() {
    CompletableFuture<Void> spawned = new CompletableFuture<>();
    try (RunRig rig = RunRig.acknowledgingByHand(directory)) {
      rig.start(
          task -> {
            task.spawn(List.of(child(0), child(1)));
            spawned.complete(null);
            return Outcome.delegated(2);
          });
      await().until(() -> rig.producer.history().size() == 3);
      // When the start and one child are acknowledged
      rig.producer.completeNext();
      rig.producer.completeNext();
      // Then
      assertThat(spawned).isNotDone();
      rig.producer.completeNext();
      spawned.join();
    }
  }

  @Test
  void childThatKafkaRefusesFailsTheAttempt() {
    try (RunRig rig = RunRig.acknowledgingByHand(directory)) {
      Run run =
          rig.start(
              task -> {
                task.spawn(List.of(child(0)));
                return Outcome.delegated(1);
              });
      await().until(() -> rig.producer.history().size() == 2);
      rig.producer.completeNext();
      // When
      rig.producer.errorNext(new IllegalStateException("no room"));
      // Then
      run.left().join();
      assertThat(((AttemptFailed) rig.events().getLast()).error().message())
          .contains("Kafka did not take the children");
    }
  }

  @Test
  void runGetsTheResultsOfItsChildrenAndReportsIt() {
    CompletableFuture<Optional<Children>> told = new CompletableFuture<>();
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              THREE_ENDED,
              task -> {
                told.complete(task.children());
                return Outcome.succeeded(null);
              })
          .left()
          .join();

      // Then
      assertThat(told.join()).contains(THREE_ENDED);
      assertThat(((AttemptStarted) rig.events().getFirst()).children()).isEqualTo(3);
    }
  }

  @Test
  void runWithoutChildrenReportsNothingAboutThem() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(task -> Outcome.succeeded(TextNode.valueOf(task.children().toString())))
          .left()
          .join();

      // Then
      assertThat(((AttemptStarted) rig.events().getFirst()).children()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void delegationToEndedChildrenOnlyFailsForGood(int children) {
    assertThat(failure(THREE_ENDED, List.of(), children).error().code())
        .isEqualTo("bad-delegation");
  }

  @Test
  void delegationThatLeavesOutASpawnedChildFailsForGood() {
    AttemptFailed failed = failure(null, List.of(child(0), child(4)), 4);
    assertThat(failed.error().code()).isEqualTo("bad-delegation");
    assertThat(failed.error().isFinal()).isTrue();
    assertThat(failed.error().message())
        .isEqualTo("delegated to 4 children, but child 4 was spawned");
  }

  @Test
  void delegationToMoreChildrenIsAllowed() {
    try (RunRig rig = RunRig.in(directory)) {
      // When
      rig.start(
              THREE_ENDED,
              task -> {
                task.spawn(List.of(child(3)));
                return Outcome.delegated(4);
              })
          .left()
          .join();

      // Then
      assertThat(rig.story()).containsExactly("AttemptStarted", "AttemptDelegated");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void numberOfChildrenIsBounded(int children) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outcome.delegated(children))
        .withMessage("children must be 1 to 10000, was " + children);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10_000})
  void indexOfAChildIsBounded(int index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> child(index))
        .withMessage("index of a child must be 0 to 9999, was " + index);
  }

  @Test
  void childWithTooLargeInputIsNotSpawned() {
    Child large = new Child(1, "piece", "pieces", TextNode.valueOf("x".repeat(256 * 1024)));
    AttemptFailed failed = failure(null, List.of(child(0), large), 2);
    assertThat(failed.error().message())
        .contains("the input of child 1 has 262146 bytes, but at most 262144 are allowed");
  }

  @Test
  void runThatWasGivenUpSpawnsNothing() {
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    try (RunRig rig = RunRig.in(directory)) {
      Run run =
          rig.start(
              task -> {
                try {
                  goOn.await();
                } catch (InterruptedException _) {
                  // The run was stopped, as this test expects.
                }
                try {
                  task.spawn(List.of(child(0)));
                } catch (CancellationException e) {
                  thrown.complete(e);
                }
                return Outcome.delegated(1);
              });
      await().until(() -> rig.story().contains("AttemptStarted"));
      // When
      run.giveUp();
      goOn.countDown();
      run.left().join();
      // Then
      assertThat(thrown.join()).isInstanceOf(CancellationException.class);
      assertThat(rig.commands()).isEmpty();
    }
  }

  private AttemptFailed failure(Children ended, List<Child> spawned, int delegatedTo) {
    try (RunRig rig = RunRig.in(directory)) {
      rig.start(
              ended,
              task -> {
                task.spawn(spawned);
                return Outcome.delegated(delegatedTo);
              })
          .left()
          .join();
      return (AttemptFailed) rig.events().getLast();
    }
  }

  private static Child child(int index) {
    return new Child(index, "piece", "pieces", IntNode.valueOf(index));
  }

  private static TaskId named(TaskId parent, int index) {
    return new ParentTask(parent, RunRig.TENANT, null)
        .child(index, TaskSpec.of("piece", "pieces", IntNode.valueOf(0)), RunRig.NOW)
        .taskId();
  }
}
