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
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is handed out next when more tasks wait than workers can run.
class TurnTest {
  private LifecycleRig rig = new LifecycleRig();
  private StandInWorkers workers = new StandInWorkers(rig);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void noMoreIsHandedOutThanWorkersCanRun() {
    rig.slots = 2;

    submit("acme", 5);

    assertThat(workers.handedOut()).hasSize(2);
    List<Task> shown = rig.snapshots();
    assertThat(shown).hasSize(5).extracting(Task::state).containsOnly(TaskState.QUEUED);
    assertThat(shown)
        .extracting(Task::waitingFor)
        .containsExactly(null, null, WaitingFor.turn(), WaitingFor.turn(), WaitingFor.turn());
  }

  @Test
  void nextIsHandedOutWhenOneHasEnded() {
    rig.slots = 2;
    List<TaskId> tasks = submit("acme", 4);
    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(0, 2));

    workers.endOne();

    assertThat(workers.handedOut()).containsExactly(tasks.get(2));
    assertThat(rig.snapshots())
        .as("no record says that its turn has come")
        .noneMatch(it -> it.id().equals(tasks.get(2)) && it.version() > 1);
    assertThat(workers.endAll()).containsExactly(tasks.get(3));
  }

  @Test
  void noMoreIsHandedOutWhenLongTasksHaveFoundFreeSlots() {
    rig.slots = 2;
    submit("acme", 50);
    workers.handedOut();
    rig.report(workers.take().started(rig.now()));
    rig.report(workers.take().started(rig.now()));

    for (int looks = 0; looks < 20; looks++) {
      rig.advance(Duration.ofMillis(250));
    }

    assertThat(workers.handedOut()).isEmpty();
  }

  @Test
  void twiceAsManyAsThereAreSlotsAreHandedOutToIdleWorkers() {
    rig.slots = 2;
    rig.free = 2;

    submit("acme", 50);

    assertThat(workers.handedOut()).hasSize(4);
  }

  @Test
  void higherPriorityGoesFirst() {
    rig.slots = 1;
    submit("acme", 1);
    TaskId low = submit("acme", 0, 1).getFirst();
    TaskId usual = submit("acme", 4, 1).getFirst();
    TaskId high = submit("acme", 9, 1).getFirst();
    workers.handedOut();

    assertThat(workers.endAll()).containsExactly(high, usual, low);
  }

  @Test
  void tenantsTakeTurns() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> many = submit("acme", 4);
    List<TaskId> few = submit("globex", 2);
    workers.handedOut();

    assertThat(workers.endAll())
        .containsExactly(
            many.get(0), few.get(0), many.get(1), few.get(1), many.get(2), many.get(3));
  }

  @Test
  void priorityChangesNothingForOtherTenants() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> urgent = submit("acme", 9, 2);
    List<TaskId> others = submit("globex", 0, 2);
    workers.handedOut();

    assertThat(workers.endAll())
        .containsExactly(urgent.get(0), others.get(0), urgent.get(1), others.get(1));
  }

  @Test
  void tenantWithAGreaterWeightGetsMoreTurns() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> usual = submit("acme", 20);
    List<TaskId> heavy = submit("heavy", 20);
    workers.handedOut();

    List<TaskId> first = workers.endAll().subList(0, 16);

    assertThat(first).filteredOn(heavy::contains).hasSize(12);
    assertThat(first).filteredOn(usual::contains).hasSize(4);
  }

  @Test
  void laterTenantDoesNotCatchUp() {
    rig.slots = 1;
    submit("acme", 1);
    List<TaskId> first = submit("acme", 10);
    workers.handedOut();
    for (int ended = 0; ended < 6; ended++) {
      workers.endOne();
      workers.handedOut();
    }
    List<TaskId> later = submit("globex", 3);

    assertThat(workers.endAll())
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
    workers.handedOut();
    rig.pauses.tenants.add("acme");

    assertThat(workers.endAll()).containsExactlyElementsOf(others);

    rig.pauses.tenants.clear();
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.endAll()).containsExactlyElementsOf(pausedTasks);
  }

  @Test
  void pausedTenantsTaskIsNotHandedOutToAnIdleQueue() {
    rig.pauses.tenants.add("acme");
    TaskId task = submit("acme", 1).getFirst();
    assertThat(workers.handedOut()).isEmpty();

    rig.pauses.tenants.clear();
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.handedOut()).containsExactly(task);
  }

  @Test
  void unreadableTaskDoesNotDelayOthers() {
    rig.close();
    rig = LifecycleRig.caching(false);
    workers = new StandInWorkers(rig);
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
    assertThat(workers.handedOut()).hasSize(1);

    rig.slots = 3;
    rig.advance(Duration.ofSeconds(1));

    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(1, 3));
  }

  @Test
  void cancelledTaskLeavesTheLine() {
    rig.slots = 1;
    List<TaskId> tasks = submit("acme", 3);
    workers.handedOut();
    rig.snapshots();

    rig.command(new CancelTask(tasks.get(1), "acme", rig.now()));

    assertThat(rig.snapshots()).extracting(Task::state).containsExactly(TaskState.CANCELLED);
    assertThat(workers.endAll()).containsExactly(tasks.get(2));
  }

  @Test
  void taskThatExpiresInLineLeavesIt() {
    rig.slots = 1;
    submit("acme", 1);
    SubmitTask hurried = Fixtures.expiring(task("acme", 4), rig.now().plusSeconds(30));
    rig.submit(hurried);
    TaskId other = submit("acme", 1).getFirst();
    workers.handedOut();
    rig.snapshots();

    rig.advance(Duration.ofSeconds(31));

    assertThat(rig.snapshots())
        .extracting(Task::id, Task::state)
        .contains(tuple(hurried.taskId(), TaskState.EXPIRED));
    assertThat(workers.endAll()).containsExactly(other);
  }

  @Test
  void dueTaskWaitsForItsTurn() {
    rig.slots = 1;
    TaskId first = submit("acme", 1).getFirst();
    SubmitTask later =
        Fixtures.task(rig.now(), rig.now().plusSeconds(5), Origin.CLIENT, Fixtures.json("later"));
    rig.submit(later);
    assertThat(workers.handedOut()).containsExactly(first);

    rig.advance(Duration.ofSeconds(6));
    assertThat(workers.handedOut()).isEmpty();

    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(later.taskId());
  }

  @Test
  void closedQueueKeepsItsLineUntilItIsOpenAgain() {
    rig.slots = 1;
    List<TaskId> tasks = submit("acme", 3);
    workers.handedOut();
    rig.faults.add(new TopicFault("offload.work.probe", TopicFault.Kind.PARTITIONS, "mend it"));
    rig.tools.machines().tasks().queues().doubt();

    assertThat(workers.endAll()).isEmpty();

    rig.faults.clear();
    rig.advance(Duration.ofMinutes(1));
    assertThat(workers.endAll()).containsExactlyElementsOf(tasks.subList(1, 3));
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
}
