package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is handed out under limits. The coordinator and the only partition are in one process.
class LimitTest {
  private static final LimitScope TENANT = new OfTenant("acme");
  private static final LimitScope KEY = new OfKey("acme", "relay");

  private LifecycleRig rig = new LifecycleRig();
  private StandInWorkers workers = new StandInWorkers(rig);
  private final List<Task> shown = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void noMoreThanTheLimitAllowsRunAtOnce() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    List<TaskId> tasks = submit(5);
    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(0, 2));

    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(tasks.get(2));

    assertThat(workers.endAll()).containsExactlyElementsOf(tasks.subList(3, 5));
    assertThat(rig.parked()).isEmpty();
  }

  @Test
  void othersSeeForWhichLimitATaskWaitsAndWhenItDoesNoLonger() {
    rig.rules.put(KEY, LimitRule.atMost(1));
    rig.rules.put(TENANT, LimitRule.atMost(1));
    TaskId other = submit(1).getFirst();
    TaskId ofKey = submitOfKey(1).getFirst();

    assertThat(reasons(other)).containsExactly(WaitingFor.limit("tenant/acme"), null);
    assertThat(reasons(ofKey))
        .containsExactly(WaitingFor.limit("key/relay"), WaitingFor.limit("tenant/acme"));

    workers.handedOut();
    rig.snapshots();
    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(ofKey);
    assertThat(reasons(ofKey)).containsExactly((WaitingFor) null);
  }

  @Test
  void taskThatHasItsUnitsIsShownInTheLineOfItsQueue() {
    rig.slots = 1;
    submit(1);
    workers.handedOut();
    rig.rules.put(TENANT, LimitRule.atMost(1));

    TaskId task = submit(1).getFirst();

    assertThat(reasons(task)).containsExactly(WaitingFor.limit("tenant/acme"), WaitingFor.turn());
  }

  @Test
  void nothingIsKeptOfALimitThatIsNotUsed() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    submit(5);
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limitStatuses()).contains(new LimitStatus(TENANT, LimitRule.atMost(2), 2, 3));

    workers.endAll();
    rig.advance(Duration.ofSeconds(2));

    assertThat(rig.limits()).isZero();
  }

  @Test
  void otherTenantsAreNotHeldUp() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    submit(3);
    SubmitTask other = Fixtures.ofTenant(Fixtures.task(rig.now()), "globex");
    rig.submit(other);

    assertThat(workers.handedOut()).hasSize(2).contains(other.taskId());
  }

  @Test
  void taskNeedsUnitsOfEachOfItsLimits() {
    rig.rules.put(KEY, LimitRule.atMost(1));
    rig.rules.put(TENANT, LimitRule.atMost(2));
    rig.rules.put(new OfQueue(Fixtures.QUEUE), LimitRule.atMost(3));
    List<TaskId> ofKey = submitOfKey(3);
    List<TaskId> others = submit(3);

    assertThat(workers.handedOut()).containsExactly(ofKey.get(0), others.get(0));

    List<TaskId> rest = workers.endAll();
    assertThat(rest).hasSize(4).containsAll(ofKey.subList(1, 3)).containsAll(others.subList(1, 3));
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void mostUrgentGoesFirst() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    submit(1);
    TaskId usual = submit(1).getFirst();
    SubmitTask urgent = Fixtures.ofPriority(Fixtures.task(rig.now()), 9);
    rig.submit(urgent);
    workers.handedOut();

    assertThat(workers.endAll()).containsExactly(urgent.taskId(), usual);
  }

  @Test
  void heavyTaskTakesAsManyUnitsAsItWeighs() {
    rig.rules.put(TENANT, LimitRule.atMost(3));
    SubmitTask heavy = Fixtures.ofWeight(Fixtures.task(rig.now()), 2);
    rig.submit(heavy);
    List<TaskId> light = submit(2);

    assertThat(workers.handedOut()).containsExactly(heavy.taskId(), light.get(0));

    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(light.get(1));
  }

  @Test
  void rateIsKept() {
    rig.rules.put(TENANT, new LimitRule(null, new Rate(2, Duration.ofSeconds(1), 2)));
    submit(6);
    assertThat(workers.handedOut()).hasSize(2);

    rig.advance(Duration.ofMillis(500));
    assertThat(workers.handedOut()).hasSize(1);
    for (int half = 0; half < 3; half++) {
      rig.advance(Duration.ofMillis(500));
    }
    assertThat(workers.handedOut()).hasSize(3);
  }

  @Test
  void lostAttemptGivesItsUnitsBack() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> tasks = submit(2);
    WorkItem item = rig.work(Fixtures.QUEUE).getFirst();
    Run run = new Run(item.taskId(), item.attempt(), "run");
    rig.report(run.started(rig.now()));
    rig.report(run.claimed(rig.now()));
    rig.heard.reports(Instant.MAX);

    rig.advance(Duration.ofMinutes(2));
    rig.tick();

    assertThat(rig.work(Fixtures.QUEUE)).extracting(WorkItem::taskId).containsExactly(tasks.get(1));
  }

  @Test
  void failedAttemptReturnsItsUnitsUntilItsRetry() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> tasks = submit(2);
    workers.handedOut();
    rig.report(workers.take().failedAtOnce(rig.now()));

    assertThat(workers.handedOut()).containsExactly(tasks.get(1));

    rig.advance(Duration.ofSeconds(11));
    assertThat(workers.handedOut()).isEmpty();
    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(tasks.get(0));
  }

  @Test
  void cancelledTaskLeavesTheLine() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> tasks = submit(3);
    workers.handedOut();
    rig.command(new CancelTask(tasks.get(1), "acme", rig.now()));

    assertThat(workers.endAll()).containsExactly(tasks.get(2));
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void limitCanBeRaisedLoweredAndRemovedWhileTasksRun() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> tasks = submit(8);
    assertThat(workers.handedOut()).hasSize(1);

    rig.rules.put(TENANT, LimitRule.atMost(3));
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(1, 3));

    rig.rules.put(TENANT, LimitRule.atMost(1));
    rig.advance(Duration.ofSeconds(1));
    workers.endOne();
    workers.endOne();
    assertThat(workers.handedOut()).isEmpty();
    workers.endOne();
    assertThat(workers.handedOut()).containsExactly(tasks.get(3));

    rig.rules.remove(TENANT);
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(4, 8));
  }

  @Test
  void concurrencyOfZeroPauses() {
    rig.rules.put(KEY, LimitRule.atMost(0));
    List<TaskId> tasks = submitOfKey(2);
    assertThat(workers.handedOut()).isEmpty();

    rig.rules.put(KEY, LimitRule.atMost(5));
    rig.advance(Duration.ofSeconds(1));

    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks);
  }

  @Test
  void concurrencyOfZeroHoldsTasksThatHaveUnitsAndWaitForASlot() {
    rig.slots = 1;
    rig.rules.put(KEY, LimitRule.atMost(5));
    List<TaskId> tasks = submitOfKey(3);
    assertThat(workers.handedOut()).hasSize(1);

    rig.rules.put(KEY, LimitRule.atMost(0));
    workers.endOne();
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.handedOut()).isEmpty();

    rig.rules.put(KEY, LimitRule.atMost(5));
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.handedOut()).containsExactly(tasks.get(1));
  }

  @Test
  void nothingOfAPausedTenantIsHandedOut() {
    rig.rules.put(new OfQueue(Fixtures.QUEUE), LimitRule.atMost(1));
    submit(1);
    List<TaskId> waiting = submit(2);
    SubmitTask other = Fixtures.ofTenant(Fixtures.task(rig.now()), "globex");
    rig.submit(other);
    workers.handedOut();
    rig.pauses.tenants.add("acme");
    rig.rules.pauseChanged("acme");

    assertThat(workers.endAll()).containsExactly(other.taskId());

    rig.pauses.tenants.clear();
    rig.rules.pauseChanged("acme");
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.endAll()).containsExactlyElementsOf(waiting);
  }

  @Test
  void limitThatIsNewHoldsForTasksInTheQueuesLine() {
    rig.slots = 1;
    List<TaskId> tasks = submit(4);
    assertThat(workers.handedOut()).hasSize(1);
    rig.rules.put(TENANT, LimitRule.atMost(1));
    rig.slots = 4;

    rig.advance(Duration.ofSeconds(1));

    assertThat(workers.handedOut()).containsExactly(tasks.get(1));
  }

  /// Otherwise one tenant's paused key would keep the units of a queue from all.
  @Test
  void waitingTaskHasNotTakenUnitsOfLaterLimits() {
    rig.rules.put(new OfQueue(Fixtures.QUEUE), LimitRule.atMost(1));
    submit(1);
    List<TaskId> ofKey = submitOfKey(2);
    SubmitTask other = Fixtures.ofTenant(Fixtures.task(rig.now()), "globex");
    rig.submit(other);
    workers.handedOut();
    rig.rules.put(KEY, LimitRule.atMost(0));

    assertThat(workers.endAll()).containsExactly(other.taskId());

    rig.rules.put(KEY, LimitRule.atMost(1));
    rig.advance(Duration.ofSeconds(1));
    assertThat(workers.endAll()).containsExactlyElementsOf(ofKey);
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void newLimitThatComesBeforeDoesNotLeadToADeadlock() {
    rig.rules.put(new OfQueue(Fixtures.QUEUE), LimitRule.atMost(1));
    List<TaskId> tasks = submit(4);
    workers.handedOut();
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> later = submit(2);

    assertThat(workers.endAll()).hasSize(5).containsAll(tasks.subList(1, 4)).containsAll(later);
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void taskOfAClosedQueueGoesOnOnceItIsOpen() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    rig.faults.add(new TopicFault("offload.work.probe", TopicFault.Kind.PARTITIONS, "mend it"));
    TaskId waiting = submit(1).getFirst();
    assertThat(workers.handedOut()).isEmpty();

    rig.faults.clear();
    rig.advance(Duration.ofMinutes(1));

    assertThat(workers.endAll()).containsExactly(waiting);
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();
  }

  @Test
  void unreadableTaskTakesNoUnits() {
    rig.close();
    rig = LifecycleRig.caching(false);
    workers = new StandInWorkers(rig);
    rig.rules.put(TENANT, LimitRule.atMost(1));
    SubmitTask first = Fixtures.task(rig.now());
    SubmitTask broken = Fixtures.task(rig.now());
    SubmitTask last = Fixtures.task(rig.now());
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
  void parentWhoseChildrenHaveEndedAlreadyWaitsLikeOthers() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    List<TaskId> tasks = submit(2);
    workers.handedOut();
    Run run = new Run(tasks.getFirst(), 1, "run");
    rig.report(run.started(rig.now()));
    rig.tellParent(Fixtures.childEnded(tasks.getFirst(), 0, TaskState.SUCCEEDED, 1));

    rig.advance(Duration.ofMillis(1));
    rig.report(run.delegated(rig.now(), 1));

    assertThat(workers.handedOut()).containsExactly(tasks.get(1));
  }

  @Test
  void limitIsToldInTheStepThatChangesItIfThereIsNoBacklog() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    rig.backlog.polled(1, false);

    rig.submit(Fixtures.task(rig.now()));

    assertThat(rig.records("offload.coordination")).isNotEmpty();
  }

  @Test
  void taskEndsHoweverManyUnitsItHasTaken() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    TaskId task = submit(1).getFirst();
    workers.handedOut();
    workers.endOne();

    assertThat(rig.snapshots().getLast().state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(rig.snapshots()).noneMatch(it -> !it.id().equals(task));
  }

  /// What the versions of a task say that it waits for, as far as they were not looked at before.
  private List<WaitingFor> reasons(TaskId task) {
    shown.addAll(rig.snapshots());
    List<WaitingFor> reasons =
        shown.stream()
            .filter(it -> it.id().equals(task) && it.state() == TaskState.QUEUED)
            .map(Task::waitingFor)
            .toList();
    shown.removeIf(it -> it.id().equals(task));
    return reasons;
  }

  private List<TaskId> submit(int count) {
    return IntStream.range(0, count).mapToObj(_ -> submit(Fixtures.task(rig.now()))).toList();
  }

  private List<TaskId> submitOfKey(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> submit(Fixtures.ofKey(Fixtures.task(rig.now()), "relay")))
        .toList();
  }

  private TaskId submit(SubmitTask task) {
    rig.advance(Duration.ofMillis(1));
    rig.submit(task);
    return task.taskId();
  }
}
