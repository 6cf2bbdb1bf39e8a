package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A task is deleted, and its idempotency key, of which the id follows, is used for another one
/// while what the first has left is still remembered.
class ReusedTaskIdTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Debounce DEBOUNCE =
      new Debounce("preview", Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    assertThat(lifecycle.parked()).isEmpty();
    lifecycle.close();
  }

  @Test
  void successorsOfTheNextTaskAreNotThoseOfTheFirst() {
    // Given
    SubmitTask former = followed(Fixtures.task(lifecycle.now()));
    List<SubmitTask> first = successors(former);
    dropFirst();
    lifecycle.advance(A_SECOND);
    // When
    List<SubmitTask> second = successors(followed(Fixtures.task(lifecycle.now())));
    // Then
    assertThat(second).hasSize(1);
    assertThat(second.getFirst().taskId()).isNotEqualTo(first.getFirst().taskId());
    assertThat(second.getFirst().lineage().followsOrNull()).isEqualTo(former.taskId());
  }

  @Test
  void groupOfTheNextTaskEnds() {
    // Given
    succeed(successors(followed(Fixtures.task(lifecycle.now()))).getFirst().taskId());
    dropFirst();
    GroupId group = GroupId.fresh(lifecycle.now());
    lifecycle.command(
        new OpenGroup(group, Fixtures.TENANT, GroupTerms.NONE, List.of(), lifecycle.now(), null));
    lifecycle.advance(A_SECOND);
    // When
    SubmitTask next = Fixtures.in(group, Fixtures.task(lifecycle.now()));
    succeed(successors(followedIn(group, next)).getFirst().taskId());
    lifecycle.command(new SealGroup(group, Fixtures.TENANT, lifecycle.now()));
    lifecycle.advance(A_SECOND);
    // Then
    assertThat(lifecycle.groupStatuses().getLast().facts())
        .satisfies(
            facts -> {
              assertThat(facts.state()).isEqualTo(GroupState.SUCCEEDED);
              assertThat(facts.total()).isEqualTo(2);
            });
  }

  @Test
  void answerToTheFirstTaskIsNoneToTheNext() {
    // Given
    SubmitTask first = debounced();
    lifecycle.advance(A_SECOND);
    SubmitTask next = debounced();
    lifecycle.submit(next);
    // When
    tell(first, TaskId.derived("later"));
    tell(first, null);
    // Then
    assertThat(lifecycle.snapshots().getLast().state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(lifecycle.work(Fixtures.QUEUE)).isEmpty();
    // When
    tell(next, null);
    // Then
    assertThat(lifecycle.work(Fixtures.QUEUE))
        .extracting(WorkItem::taskId)
        .containsExactly(next.taskId());
  }

  private SubmitTask debounced() {
    return Fixtures.named(Fixtures.debounced(Fixtures.task(lifecycle.now()), DEBOUNCE), "key");
  }

  private void tell(SubmitTask task, TaskId replacedBy) {
    lifecycle.tell(
        new DebounceSettled(task.taskId(), task.tenant(), replacedBy, task.timing().createdAt()));
  }

  private static SubmitTask followed(SubmitTask task) {
    return Fixtures.named(Fixtures.followed(task, List.of(Trigger.SUCCESS)), "key");
  }

  /// The same, whose successor is a member of the group, too.
  private static SubmitTask followedIn(GroupId group, SubmitTask task) {
    SubmitTask member = Fixtures.in(group, Fixtures.task(task.timing().createdAt()));
    TaskSpec next = member.spec();
    return Fixtures.named(
        Fixtures.thenDoing(task, List.of(Successor.on(Trigger.SUCCESS, next))), "key");
  }

  /// Submits a task that succeeds. Returns its successors, which the lifecycle submits.
  private List<SubmitTask> successors(SubmitTask task) {
    lifecycle.submit(task);
    lifecycle.commands();
    succeed(task.taskId());
    return lifecycle.commands().stream()
        .filter(SubmitTask.class::isInstance)
        .map(SubmitTask.class::cast)
        .toList();
  }

  private void succeed(TaskId task) {
    lifecycle.report(new Run(task, 1, "run").succeededAtOnce(lifecycle.now()));
  }

  /// Deletes the first task. Its successor is still remembered.
  private void dropFirst() {
    Task ended =
        lifecycle.snapshots().stream()
            .filter(task -> task.state().hasEnded() && task.follows() == null)
            .toList()
            .getLast();
    lifecycle.command(new DropTask(ended.id(), ended.tenant(), ended.version()));
  }
}
