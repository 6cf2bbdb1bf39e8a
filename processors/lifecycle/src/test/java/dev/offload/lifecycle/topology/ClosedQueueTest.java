package dev.offload.lifecycle.topology;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.kafka.setup.TopicFault.Kind;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A queue's topic has the wrong shape.
class ClosedQueueTest {
  private static final TopicFault FAULT =
      new TopicFault("offload.work." + QUEUE, Kind.PARTITIONS, "it has one too many");
  private static final Duration MENDED_AFTER = Duration.ofSeconds(30);

  private final LifecycleRig lifecycle = new LifecycleRig();

  @BeforeEach
  void close() {
    lifecycle.faults.add(FAULT);
  }

  @AfterEach
  void end() {
    lifecycle.close();
  }

  @Test
  void taskWaitsAndIsHandedOutOnceTheTopicIsFixed() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    // When
    lifecycle.submit(task);
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.SCHEDULED);
    lifecycle.advance(MENDED_AFTER);
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    // When
    lifecycle.faults.clear();
    lifecycle.advance(MENDED_AFTER);
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.QUEUED);
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(1);
  }

  @Test
  void kafkaIsNotAskedForEachTask() {
    for (int task = 0; task < 10; task++) {
      lifecycle.submit(Fixtures.task(lifecycle.now()));
    }
    assertThat(lifecycle.ensuredQueues).hasSize(1);
  }

  @Test
  void taskOnTheDirectRouteIsNotHeldUp() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    // When
    lifecycle.submitDirect(task);
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.QUEUED);
    assertThat(lifecycle.ensuredQueues).isEmpty();
  }

  @Test
  void taskThatWaitsCanBeCancelled() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.submit(task);
    // When
    lifecycle.command(new CancelTask(task.taskId(), task.tenant(), lifecycle.now()));
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).endsWith(TaskState.CANCELLED);
    assertThat(lifecycle.timers()).isEqualTo(1);
  }

  @Test
  void retryWaitsToo() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.failed(lifecycle.now()));
    // When
    lifecycle.advance(Duration.ofSeconds(10));
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    assertThat(lifecycle.ensuredQueues).hasSize(1);
    // When
    lifecycle.faults.clear();
    lifecycle.advance(MENDED_AFTER);
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(2);
  }

  @Test
  void replayWaitsToo() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.failed(lifecycle.now(), true, null));
    Task failed = lifecycle.snapshots().getLast();
    // When
    lifecycle.command(new RetryTask(failed.id(), failed.tenant(), failed.version(), null, null));
    // Then
    assertThat(lifecycle.snapshots()).extracting(Task::state).containsExactly(TaskState.SCHEDULED);
    lifecycle.faults.clear();
    lifecycle.advance(MENDED_AFTER);
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(2);
  }

  @Test
  void parentWithEndedChildrenWaitsToo() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    Run run = new Run(task.taskId(), 1, "r1");
    lifecycle.submitDirect(task);
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.delegated(lifecycle.now(), 1));
    // When
    lifecycle.tellParent(Fixtures.childEnded(task.taskId(), 0, TaskState.SUCCEEDED, 1));
    // Then
    assertThat(lifecycle.work(QUEUE)).isEmpty();
    assertThat(lifecycle.snapshots()).extracting(Task::state).endsWith(TaskState.RUNNING);
    // When
    lifecycle.faults.clear();
    lifecycle.advance(MENDED_AFTER);
    // Then
    assertThat(lifecycle.work(QUEUE)).extracting(WorkItem::attempt).containsExactly(1);
  }
}
