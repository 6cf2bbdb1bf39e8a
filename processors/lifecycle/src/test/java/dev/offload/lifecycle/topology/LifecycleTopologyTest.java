package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
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
              assertThat(completion.task().result()).isEqualTo(Fixtures.json("result"));
            });
  }
}
