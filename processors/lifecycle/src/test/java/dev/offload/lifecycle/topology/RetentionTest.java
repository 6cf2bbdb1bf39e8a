package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private final LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    lifecycle.close();
  }

  @Test
  void retentionDependsOnTenantAndState() {
    // Given
    SubmitTask done = submitted(LifecycleRig.HURRIED);
    SubmitTask failed = submitted(LifecycleRig.HURRIED);
    SubmitTask others = submitted(Fixtures.TENANT);
    lifecycle.report(new Run(done.taskId(), 1, "r1").succeededAtOnce(lifecycle.now()));
    lifecycle.report(new Run(others.taskId(), 1, "r2").succeededAtOnce(lifecycle.now()));
    Run last = new Run(failed.taskId(), 1, "r3");
    lifecycle.report(last.started(lifecycle.now()));
    lifecycle.report(last.failed(lifecycle.now(), true, null));
    // Then
    assertThat(lifecycle.entries()).isEqualTo(3);
    lifecycle.advance(Duration.ofHours(1));
    assertThat(lifecycle.entries()).isEqualTo(2);
    lifecycle.advance(Duration.ofDays(2));
    assertThat(lifecycle.entries()).isEqualTo(1);
    lifecycle.advance(Duration.ofDays(5));
    assertThat(lifecycle.entries()).isZero();
    assertThat(lifecycle.timers()).isZero();
    assertThat(lifecycle.records(Topics.TASKS.name()))
        .filteredOn(record -> record.value() == null)
        .extracting("key")
        .containsExactly(
            done.taskId().toString(), failed.taskId().toString(), others.taskId().toString());
  }

  @Test
  void retentionCountsFromTheLastEnd() {
    // Given
    SubmitTask task = submitted(LifecycleRig.HURRIED);
    Run first = new Run(task.taskId(), 1, "r1");
    lifecycle.report(first.started(lifecycle.now()));
    lifecycle.report(first.failed(lifecycle.now(), true, null));
    lifecycle.advance(Duration.ofDays(1));
    // When
    lifecycle.command(retry(lifecycle.snapshots().getLast()));
    Run second = new Run(task.taskId(), 2, "r2");
    lifecycle.report(second.started(lifecycle.now()));
    lifecycle.report(second.failed(lifecycle.now(), true, null));
    // Then
    lifecycle.advance(Duration.ofDays(1).plusHours(1));
    assertThat(lifecycle.entries()).isEqualTo(1);
    lifecycle.advance(Duration.ofHours(23));
    assertThat(lifecycle.entries()).isZero();
    assertThat(lifecycle.completions()).hasSize(2);
  }

  @Test
  void droppedTaskLeavesNothingButATombstone() {
    // Given
    SubmitTask task = submitted(Fixtures.TENANT);
    lifecycle.report(new Run(task.taskId(), 1, "r1").succeededAtOnce(lifecycle.now()));
    Task ended = lifecycle.snapshots().getLast();
    assertThat(ended.state()).isEqualTo(TaskState.SUCCEEDED);
    // When
    lifecycle.command(new DropTask(ended.id(), ended.tenant(), ended.version()));
    // Then
    assertThat(lifecycle.records(Topics.TASKS.name())).singleElement().extracting("value").isNull();
    assertThat(lifecycle.entries()).isZero();
    assertThat(lifecycle.timers()).isZero();
  }

  @Test
  void replayAtARateIsHandedOutAsItsTimesCome() {
    // Given
    for (int i = 0; i < 3; i++) {
      SubmitTask task = submitted(Fixtures.TENANT);
      Run run = new Run(task.taskId(), 1, "r" + i);
      lifecycle.report(run.started(lifecycle.now()));
      lifecycle.report(run.failed(lifecycle.now(), true, null));
      Task ended = lifecycle.snapshots().getLast();
      // When
      lifecycle.command(
          new RetryTask(
              ended.id(),
              ended.tenant(),
              ended.version(),
              null,
              LifecycleRig.START.plusSeconds(10L * i)));
    }
    // Then
    assertThat(lifecycle.work(Fixtures.QUEUE)).hasSize(1);
    lifecycle.advance(Duration.ofSeconds(10));
    assertThat(lifecycle.work(Fixtures.QUEUE)).hasSize(1);
    lifecycle.advance(Duration.ofSeconds(10));
    assertThat(lifecycle.work(Fixtures.QUEUE)).singleElement().extracting("attempt").isEqualTo(2);
  }

  private SubmitTask submitted(String tenant) {
    SubmitTask task = Fixtures.ofTenant(Fixtures.task(lifecycle.now()), tenant);
    lifecycle.submitDirect(task);
    return task;
  }

  private static RetryTask retry(Task ended) {
    return new RetryTask(ended.id(), ended.tenant(), ended.version(), null, null);
  }
}
