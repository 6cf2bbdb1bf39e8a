package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.Children;
import dev.offload.schemas.work.WorkItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTopologyTest {
  private final LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void taskThroughCommandsIsHandedToWorkers() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    // When
    lifecycle.submit(task);
    // Then
    assertThat(lifecycle.work(QUEUE))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.taskId()).isEqualTo(task.taskId());
              assertThat(item.attempt()).isEqualTo(1);
              assertThat(item.input()).isEqualTo(task.input());
              assertThat(item.traceparent()).isEqualTo(task.traceparent());
            });
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.QUEUED);
    assertThat(lifecycle.ensuredQueues).containsExactly(QUEUE);
  }

  @Test
  void directTaskIsNotHandedOutASecondTime() {
    // When
    lifecycle.submitDirect(Fixtures.task(lifecycle.now()));
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.QUEUED);
  }

  @Test
  void successIsShownAndAnnounced() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    // When
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.succeeded(lifecycle.now()));
    // Then
    assertThat(lifecycle.snapshots())
        .extracting(Task::state)
        .containsExactly(TaskState.QUEUED, TaskState.RUNNING, TaskState.SUCCEEDED);
    assertThat(lifecycle.completions())
        .singleElement()
        .satisfies(
            completion -> {
              assertThat(completion.id()).isEqualTo(task.taskId() + "-3");
              assertThat(completion.source()).hasToString("/offload/rig");
              assertThat(completion.task().orElseThrow().result())
                  .isEqualTo(Fixtures.json("result"));
            });
  }

  @Test
  void endedTaskThatAnswersAnotherIsNotWrittenAgain() {
    // Given
    SubmitTask former = Fixtures.task(lifecycle.now());
    lifecycle.submit(former);
    lifecycle.report(new Run(former.taskId(), 1, "r1").succeededAtOnce(lifecycle.now()));
    assertThat(lifecycle.snapshots().getLast().state()).isEqualTo(TaskState.SUCCEEDED);
    String changelog = Topics.changelog("tasks").name();
    assertThat(lifecycle.records(changelog)).isNotEmpty();
    SubmitTask waiting =
        Fixtures.after(
            Fixtures.task(lifecycle.now()), List.of(new Former("scan", former.taskId())));
    // When
    lifecycle.submit(waiting);
    // Then
    assertThat(lifecycle.records(changelog))
        .extracting("key")
        .containsOnly(waiting.taskId().toString());
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::taskId).endsWith(waiting.taskId());
  }

  @Test
  void taskGoesOnWhenItsChildrenHaveEnded() {
    SubmitTask parent = Fixtures.task(lifecycle.now());
    Run run = new Run(parent.taskId(), 1, "r1");
    lifecycle.submitDirect(parent);
    lifecycle.report(run.started(lifecycle.now()));
    SubmitTask one = Fixtures.child(parent, 0, lifecycle.now());
    SubmitTask other = Fixtures.child(parent, 1, lifecycle.now());
    List.of(one, other, one).forEach(lifecycle::submit);
    lifecycle.report(run.delegated(lifecycle.now(), 2));
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::children).containsOnlyNulls();
    // When
    for (SubmitTask child : List.of(one, other)) {
      Run ofChild = new Run(child.taskId(), 1, "of child");
      lifecycle.report(ofChild.started(lifecycle.now()));
      lifecycle.report(ofChild.succeeded(lifecycle.now()));
    }
    // Then
    assertThat(lifecycle.work(QUEUE))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.taskId()).isEqualTo(parent.taskId());
              assertThat(item.children()).isEqualTo(new Children(2, 2, 0, Map.of(), List.of(), 1));
            });
    assertThat(lifecycle.progress())
        .extracting(TaskProgress::progress)
        .containsExactly(new Progress(0, 2, null), new Progress(2, 2, null));
    assertThat(lifecycle.completions()).isEmpty();
    assertThat(lifecycle.parked()).isEmpty();
  }
}
