package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.ChildEnded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEndTest {
  private final SubmitTask parent = Fixtures.task(Life.START);
  private final Life life = new Life();

  @Test
  void parentIsToldOfAChildsSuccessOnceWithItsSums() {
    Run run = childRuns();
    // When
    var result = JsonNodeFactory.instance.objectNode().put("sent", 99).put("note", "fine");
    life.report(run.succeeded(life.now, result)).report(run.succeeded(life.now, result));
    // Then
    assertThat(life.toldParents)
        .containsExactly(
            new ChildEnded(
                parent.taskId(),
                Fixtures.TENANT,
                7,
                TaskState.SUCCEEDED,
                Map.of("sent", 99L),
                null));
    assertThat(life.announced).isEmpty();
  }

  @Test
  void parentIsToldOfAChildsFinalFailure() {
    Run run = childRuns();
    life.report(run.failed(life.now));
    assertThat(life.toldParents).isEmpty();
    life.untilTimer();
    // When
    Run second = life.run(2, "r2");
    life.report(second.started(life.now)).report(second.failed(life.now, true, null));
    // Then
    assertThat(life.toldParents).extracting(ChildEnded::state).containsExactly(TaskState.FAILED);
    assertThat(life.toldParents.getFirst().detail())
        .isEqualTo(new ChildDetail(7, List.of(), life.task().error()));
  }

  @Test
  void parentIsToldWhichFilesAChildHasMade() {
    Run run = childRuns();
    OutputFile file = OutputFile.of("fil_1", "page.csv", "text/csv", 12, "0".repeat(64));
    // When
    life.report(
        new AttemptSucceeded(
            life.submitted.taskId(),
            Fixtures.TENANT,
            1,
            run.id(),
            life.now,
            null,
            List.of(file),
            null));
    // Then
    assertThat(life.toldParents.getFirst().detail())
        .isEqualTo(new ChildDetail(7, List.of(file), null));
  }

  @Test
  void parentIsToldWhyAChildHasNotRun() {
    // Given
    life.submitted =
        new ParentTask(parent.taskId(), Fixtures.TENANT, null)
            .child(
                7,
                TaskSpec.of("fetch", "fetch", Fixtures.json("source")),
                Timing.atOnce(life.now).expiringAt(life.now.plusSeconds(60)));
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    // When
    life.untilTimer().untilTimer();
    // Then
    assertThat(life.toldParents).extracting(ChildEnded::state).containsExactly(TaskState.EXPIRED);
    assertThat(life.toldParents.getFirst().detail().error())
        .isEqualTo(new TaskError("expired", "no worker took it before it expired", true, 1));
  }

  @Test
  void parentIsToldOfAChildThatIsTooLarge() {
    life.submitted = Fixtures.child(parent, 7, life.now);
    // When
    life.refuse(new Submission(life.submitted, QueueTopic.WORK), new TooLarge("the task", 9, 8));
    // Then
    assertThat(life.toldParents).extracting(ChildEnded::state).containsExactly(TaskState.FAILED);
  }

  @Test
  void endOfASystemTaskThatIsNotAChildIsNotAnnounced() {
    life.submitted =
        new ParentTask(parent.taskId(), Fixtures.TENANT, null)
            .sequel(
                TaskId.derived(Fixtures.TENANT, "webhook", "1"),
                TaskSpec.of("webhook", "webhook", Fixtures.json("body")).retrying(Fixtures.RETRY),
                Timing.atOnce(life.now));
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    Run run = life.run(1, "r1");
    // When
    life.report(run.started(life.now)).report(run.succeeded(life.now));
    // Then
    assertThat(life.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(life.toldParents).isEmpty();
  }

  private Run childRuns() {
    life.submitted = Fixtures.child(parent, 7, life.now);
    life.step(new Submission(life.submitted, QueueTopic.WORK));
    Run run = life.run(1, "r1");
    life.report(run.started(life.now));
    return run;
  }
}
