package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptFailed;
import org.junit.jupiter.api.Test;

/// Which files a task says it needs.
class NeedsTest {
  private static final String INPUT = "fil_019e35a0-0000-7000-8000-000000000001";
  private static final String MADE = "fil_019e35a0-0000-7000-8000-000000000002";
  private static final String OTHER = "fil_019e35a0-0000-7000-8000-000000000003";

  private final Life life = new Life();

  @Test
  void fileOfTheInputIsNeededAsLongAsTheTaskIsKept() {
    // Given
    start();
    // When
    life.report(life.run(1, "r1").succeeded(life.now));
    // Then
    assertThat(life.task().state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.task().needs()).containsExactly(INPUT);
  }

  @Test
  void checkpointThatNamesANewFileIsReported() {
    // Given
    start();
    long version = life.task().version();
    // When
    life.report(life.run(1, "r1").checkpointed(life.now, Fixtures.json(MADE)));
    // Then
    assertThat(life.shown.getLast().needs()).containsExactly(INPUT, MADE);
    assertThat(life.task().version()).isEqualTo(version + 1);
  }

  @Test
  void checkpointWithoutANewFileIsNotReported() {
    // Given
    start();
    long version = life.task().version();
    // When
    life.report(life.run(1, "r1").checkpointed(life.now, Fixtures.json(INPUT)));
    // Then
    assertThat(life.task().version()).isEqualTo(version);
  }

  @Test
  void filesThatAChildHasMadeAreReported() {
    // Given
    start();
    life.report(life.run(1, "r1").delegated(life.now, 2));
    long version = life.task().version();
    // When
    life.childMade(0, MADE);
    // Then
    assertThat(life.shown.getLast().needs()).containsExactly(INPUT, MADE);
    assertThat(life.task().version()).isEqualTo(version + 1);
    life.childSucceeded(1);
    assertThat(life.handedOut.getLast().children().detail(0).orElseThrow().fileIds())
        .containsExactly(MADE);
    assertThat(life.handedOut.getLast().children().detail(1)).isEmpty();
  }

  @Test
  void filesOfAChildThatEndsBeforeItsParentIsKnownAreNeeded() {
    // Given
    life.submitted = Fixtures.task(Life.START);
    life.childMade(0, MADE);
    // When
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    // Then
    assertThat(life.task().needs()).containsExactly(MADE);
  }

  @Test
  void filesOfAChildThatEndsAfterItsParentAreNeededForAReplay() {
    // Given
    start();
    life.report(life.run(1, "r1").delegated(life.now, 1)).cancel();
    assertThat(life.state()).isEqualTo(TaskState.CANCELLED);
    // When
    life.childMade(0, MADE);
    // Then
    assertThat(life.shown.getLast().needs()).containsExactly(INPUT, MADE);
    assertThat(life.announced).hasSize(1);
  }

  @Test
  void filesOfTheEditedInputAreNeeded() {
    // Given
    start();
    life.report(
        new AttemptFailed(
            life.submitted.taskId(),
            Fixtures.TENANT,
            1,
            "r1",
            life.now,
            new TaskError("bad", "bad", true, 1),
            null,
            null));
    // When
    life.step(
        new Replay(
            new RetryTask(
                life.submitted.taskId(),
                Fixtures.TENANT,
                life.task().version(),
                Fixtures.json(OTHER),
                null)));
    // Then
    assertThat(life.task().needs()).containsExactly(OTHER);
  }

  private void start() {
    life.submitted =
        Fixtures.task(Life.START, null, Origin.CLIENT, Fixtures.json("see " + INPUT + "!"));
    life.step(new Submission(life.submitted, QueueTopic.DIRECT));
    life.report(life.run(1, "r1").started(life.now));
  }
}
