package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is handed out next when more tasks wait than workers can run.
class TurnTest {
  private LifecycleRig rig = new LifecycleRig();
  private final List<WorkItem> running = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void noMoreIsHandedOutThanWorkersCanRun() {
    rig.slots = 2;

    submit("acme", 5);

    assertThat(handedOut()).hasSize(2);
    assertThat(rig.snapshots()).hasSize(5).extracting(Task::state).containsOnly(TaskState.QUEUED);
  }

  @Test
  void nextIsHandedOutWhenOneHasEnded() {
    rig.slots = 2;
    List<TaskId> tasks = submit("acme", 4);
    assertThat(handedOut()).containsExactlyElementsOf(tasks.subList(0, 2));

    endOne();

    assertThat(handedOut()).containsExactly(tasks.get(2));
    assertThat(endAll()).containsExactly(tasks.get(3));
  }

  @Test
  void higherPriorityGoesFirst() {
    rig.slots = 1;
    submit("acme", 1);
    TaskId low = submit("acme", 0, 1).getFirst();
    TaskId usual = submit("acme", 4, 1).getFirst();
    TaskId high = submit("acme", 9, 1).getFirst();
    handedOut();

    assertThat(endAll()).containsExactly(high, usual, low);
  }

  @Test
  void tenantsTakeTurns() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> many = submit("acme", 4);
    List<TaskId> few = submit("globex", 2);
    handedOut();

    assertThat(endAll())
        .containsExactly(
            many.get(0), few.get(0), many.get(1), few.get(1), many.get(2), many.get(3));
  }

  @Test
  void priorityChangesNothingForOtherTenants() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> urgent = submit("acme", 9, 2);
    List<TaskId> others = submit("globex", 0, 2);
    handedOut();

    assertThat(endAll())
        .containsExactly(urgent.get(0), others.get(0), urgent.get(1), others.get(1));
  }

  @Test
  void tenantWithAGreaterWeightGetsMoreTurns() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> usual = submit("acme", 20);
    List<TaskId> heavy = submit("heavy", 20);
    handedOut();

    List<TaskId> first = endAll().subList(0, 16);

    assertThat(first).filteredOn(heavy::contains).hasSize(12);
    assertThat(first).filteredOn(usual::contains).hasSize(4);
  }

  @Test
  void tenantThatComesLaterNeedNotAndMayNotCatchUp() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> first = submit("acme", 10);
    handedOut();
    for (int ended = 0; ended < 6; ended++) {
      endOne();
      handedOut();
    }
    List<TaskId> later = submit("globex", 3);

    assertThat(endAll())
        .containsExactly(
            later.get(0),
            first.get(6),
            later.get(1),
            first.get(7),
            later.get(2),
            first.get(8),
            first.get(9));
  }

  @Test
  void nothingOfAPausedTenantIsHandedOut() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> pausedTasks = submit("acme", 2);
    List<TaskId> others = submit("globex", 2);
    handedOut();
    rig.paused.add("acme");

    assertThat(endAll()).containsExactlyElementsOf(others);

    rig.paused.clear();
    rig.advance(Duration.ofSeconds(1));
    assertThat(endAll()).containsExactlyElementsOf(pausedTasks);
  }

  @Test
  void pausedTenantsTaskIsNotHandedOutToAnIdleQueue() {
    rig.paused.add("acme");
    TaskId task = submit("acme", 1).getFirst();
    assertThat(handedOut()).isEmpty();

    rig.paused.clear();
    rig.advance(Duration.ofSeconds(1));
    assertThat(handedOut()).containsExactly(task);
  }

  @Test
  void unreadableTaskHoldsNobodyUp() {
    rig.close();
    rig = LifecycleRig.caching(false);
    rig.slots = 1;
    SubmitTask first = task("acme", 4);
    SubmitTask broken = task("acme", 4);
    SubmitTask last = task("acme", 4);
    rig.submit(first);
    rig.submit(broken);
    rig.submit(last);
    rig.spoil(broken.taskId());

    rig.report(new Run(first.taskId(), 1, "run").succeededAtOnce(rig.now()));
    rig.advance(Duration.ofSeconds(5));

    assertThat(rig.work(Fixtures.QUEUE))
        .extracting(WorkItem::taskId)
        .containsExactly(first.taskId(), last.taskId());
    assertThat(rig.parked()).hasSize(1);
  }

  @Test
  void moreIsHandedOutWhenAWorkerIsAdded() {
    rig.slots = 1;
    List<TaskId> tasks = submit("acme", 4);
    assertThat(handedOut()).hasSize(1);

    rig.slots = 3;
    rig.advance(Duration.ofSeconds(1));

    assertThat(handedOut()).containsExactlyElementsOf(tasks.subList(1, 3));
  }

  @Test
  void cancelledTaskLeavesTheLine() {
    rig.slots = 1;
    List<TaskId> tasks = submit("acme", 3);
    handedOut();
    rig.snapshots();

    rig.command(new CancelTask(tasks.get(1), "acme", rig.now()));

    assertThat(rig.snapshots()).extracting(Task::state).containsExactly(TaskState.CANCELLED);
    assertThat(endAll()).containsExactly(tasks.get(2));
  }

  @Test
  void taskThatExpiresInLineLeavesIt() {
    rig.slots = 1;
    submit("acme", 1);
    SubmitTask hurried = Fixtures.expiring(task("acme", 4), rig.now().plusSeconds(30));
    rig.submit(hurried);
    TaskId other = submit("acme", 1).getFirst();
    handedOut();
    rig.snapshots();

    rig.advance(Duration.ofSeconds(31));

    assertThat(rig.snapshots())
        .extracting(Task::id, Task::state)
        .contains(tuple(hurried.taskId(), TaskState.EXPIRED));
    assertThat(endAll()).containsExactly(other);
  }

  @Test
  void dueTaskWaitsForItsTurn() {
    rig.slots = 1;
    TaskId first = submit("acme", 1).getFirst();
    SubmitTask later =
        Fixtures.task(rig.now(), rig.now().plusSeconds(5), Origin.CLIENT, Fixtures.json("later"));
    rig.submit(later);
    assertThat(handedOut()).containsExactly(first);

    rig.advance(Duration.ofSeconds(6));
    assertThat(handedOut()).isEmpty();

    endOne();
    assertThat(handedOut()).containsExactly(later.taskId());
  }

  @Test
  void closedQueueKeepsItsLineUntilItIsOpenAgain() {
    rig.slots = 1;
    List<TaskId> tasks = submit("acme", 3);
    handedOut();
    rig.faults.add(new TopicFault("offload.work.probe", TopicFault.Kind.PARTITIONS, "mend it"));
    rig.tools.tasks().queues().doubt();

    assertThat(endAll()).isEmpty();

    rig.faults.clear();
    rig.advance(Duration.ofMinutes(1));
    assertThat(endAll()).containsExactlyElementsOf(tasks.subList(1, 3));
  }

  private List<TaskId> submit(String tenant, int count) {
    return submit(tenant, 4, count);
  }

  private List<TaskId> submit(String tenant, int priority, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              rig.advance(Duration.ofMillis(1));
              SubmitTask task = task(tenant, priority);
              rig.submit(task);
              return task.taskId();
            })
        .toList();
  }

  private SubmitTask task(String tenant, int priority) {
    return Fixtures.ofTenant(Fixtures.ofPriority(Fixtures.task(rig.now()), priority), tenant);
  }

  /// What has been handed out since the last call.
  private List<TaskId> handedOut() {
    List<WorkItem> items = rig.work(Fixtures.QUEUE);
    running.addAll(items);
    return items.stream().map(WorkItem::taskId).toList();
  }

  private void endOne() {
    WorkItem item = running.removeFirst();
    rig.report(new Run(item.taskId(), item.attempt(), "run").succeededAtOnce(rig.now()));
  }

  /// Ends what runs until nothing more is handed out. Returns what was handed out.
  private List<TaskId> endAll() {
    List<TaskId> order = new ArrayList<>(handedOut());
    while (!running.isEmpty()) {
      endOne();
      order.addAll(handedOut());
    }
    return order;
  }
}
