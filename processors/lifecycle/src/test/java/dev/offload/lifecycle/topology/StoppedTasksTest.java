package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitRule;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.config.Rate;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tasks that can't run, because their queue or tenant is paused or no worker serves the
/// queue. They keep no units of limits from others.
class StoppedTasksTest {
  private static final String OTHER = "other";
  private static final LimitScope TENANT = new OfTenant("acme");
  private static final Duration WITHOUT_WORKERS = Duration.ofSeconds(31);

  private final LifecycleRig rig = new LifecycleRig();
  private final StandInWorkers workers = new StandInWorkers(rig);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nothingOfAPausedQueueIsHandedOut() {
    rig.pauses.queues.add(Fixtures.QUEUE);
    List<TaskId> tasks = submit(3);
    rig.advance(Duration.ofSeconds(5));
    assertThat(workers.handedOut()).isEmpty();

    rig.pauses.queues.clear();
    rig.advance(Duration.ofSeconds(1));

    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks);
  }

  @Test
  void tasksOfAPausedQueueTakeNoUnits() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    rig.pauses.queues.add(Fixtures.QUEUE);
    List<TaskId> paused = submit(3);

    List<TaskId> others = submitTo(OTHER, 2);

    assertThat(handedOutTo(OTHER)).containsExactlyElementsOf(others);
    assertThat(lastReasons(paused)).containsOnly(WaitingFor.turn());
  }

  @Test
  void tasksOfAQueueWithoutWorkersTakeNoUnits() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    rig.unserved.add(Fixtures.QUEUE);
    submit(3);

    List<TaskId> others = submitTo(OTHER, 2);

    assertThat(workers.handedOut()).isEmpty();
    assertThat(handedOutTo(OTHER)).containsExactlyElementsOf(others);
  }

  @Test
  void tasksTakeUnitsOnceAWorkerServesTheirQueue() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    rig.unserved.add(Fixtures.QUEUE);
    List<TaskId> tasks = submit(3);
    rig.advance(Duration.ofMinutes(1));
    assertThat(workers.handedOut()).isEmpty();

    rig.unserved.clear();
    rig.advance(Duration.ofSeconds(2));

    assertThat(workers.handedOut()).containsExactlyElementsOf(tasks.subList(0, 2));
    assertThat(workers.endAll()).containsExactly(tasks.get(2));
  }

  @Test
  void fewTasksWithoutLimitsAreHandedOutToAQueueWithoutWorkers() {
    rig.unserved.add(Fixtures.QUEUE);

    List<TaskId> tasks = submit(3);

    assertThat(workers.handedOut()).containsExactly(tasks.getFirst());
  }

  @Test
  void rateIsKeptAfterAPause() {
    rig.rules.put(TENANT, new LimitRule(null, new Rate(5, Duration.ofSeconds(1), 5)));
    rig.pauses.queues.add(Fixtures.QUEUE);
    submit(200);
    rig.advance(Duration.ofSeconds(25));
    assertThat(workers.handedOut()).isEmpty();

    rig.pauses.queues.clear();
    rig.advance(Duration.ofMillis(300));
    rig.advance(Duration.ofMillis(700));

    assertThat(workers.handedOut()).hasSizeBetween(5, 10);
  }

  @Test
  void rateIsKeptAfterAQueueHadNoWorkers() {
    rig.rules.put(TENANT, new LimitRule(null, new Rate(5, Duration.ofSeconds(1), 5)));
    rig.unserved.add(Fixtures.QUEUE);
    submit(200);
    rig.advance(Duration.ofSeconds(25));

    rig.unserved.clear();
    rig.advance(Duration.ofMillis(300));
    rig.advance(Duration.ofMillis(700));

    assertThat(workers.handedOut()).hasSizeBetween(5, 10);
  }

  @Test
  void unitsInLineAreGivenBackWhenTheQueueIsPaused() {
    rig.slots = 1;
    submit(1);
    rig.rules.put(TENANT, LimitRule.atMost(2));
    List<TaskId> inLine = submit(2);
    workers.handedOut();
    assertThat(lastReasons(inLine)).containsOnly(WaitingFor.turn());
    List<TaskId> others = submitTo(OTHER, 2);
    assertThat(handedOutTo(OTHER)).isEmpty();

    rig.pauses.queues.add(Fixtures.QUEUE);
    rig.advance(Duration.ofSeconds(2));

    assertThat(handedOutTo(OTHER)).containsExactly(others.getFirst());
  }

  @Test
  void unitsInLineAreGivenBackWhenTheQueueHasHadNoWorkersForLong() {
    rig.slots = 1;
    submit(1);
    rig.rules.put(TENANT, LimitRule.atMost(1));
    submit(1);
    workers.handedOut();
    List<TaskId> others = submitTo(OTHER, 1);

    rig.unserved.add(Fixtures.QUEUE);
    rig.advance(WITHOUT_WORKERS);
    rig.advance(Duration.ofSeconds(2));

    assertThat(handedOutTo(OTHER)).containsExactlyElementsOf(others);
  }

  @Test
  void tasksThatWaitForUnitsMakeWayWhenTheirQueueIsPaused() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    submit(1);
    List<TaskId> waiting = submit(600);
    List<TaskId> others = submitTo(OTHER, 2);
    workers.handedOut();

    rig.pauses.queues.add(Fixtures.QUEUE);
    for (int looks = 0; looks < 4; looks++) {
      rig.advance(Duration.ofSeconds(1));
    }
    assertThat(lastReasons(waiting)).containsOnly(WaitingFor.turn());
    workers.endOne();

    assertThat(handedOutTo(OTHER)).containsExactly(others.getFirst());
  }

  @Test
  void unitsOfTasksThatWereHandedOutAreKept() {
    rig.rules.put(TENANT, LimitRule.atMost(1));
    submit(1);
    List<TaskId> others = submitTo(OTHER, 1);
    workers.handedOut();

    rig.pauses.queues.add(Fixtures.QUEUE);
    rig.advance(Duration.ofSeconds(2));
    assertThat(handedOutTo(OTHER)).isEmpty();

    workers.endOne();
    assertThat(handedOutTo(OTHER)).containsExactlyElementsOf(others);
  }

  @Test
  void pausedTenantKeepsNoUnitsOfAQueueFromOthers() {
    rig.slots = 1;
    submit(1);
    rig.rules.put(new OfQueue(Fixtures.QUEUE), LimitRule.atMost(1));
    submit(1);
    SubmitTask other = Fixtures.ofTenant(Fixtures.task(rig.now()), "globex");
    rig.submit(other);
    workers.handedOut();

    rig.pauses.tenants.add("acme");
    rig.advance(Duration.ofSeconds(2));

    assertThat(workers.endAll()).containsExactly(other.taskId());
  }

  @Test
  void nothingIsLeftOfLimitsThatStoppedTasksHave() {
    rig.rules.put(TENANT, LimitRule.atMost(2));
    rig.rules.put(new OfKey("acme", "relay"), LimitRule.atMost(1));
    rig.pauses.queues.add(Fixtures.QUEUE);
    submit(3);
    submit(Fixtures.ofKey(Fixtures.task(rig.now()), "relay"));
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.limits()).isZero();

    rig.pauses.queues.clear();
    rig.advance(Duration.ofSeconds(2));
    assertThat(workers.endAll()).hasSize(4);
    rig.advance(Duration.ofSeconds(2));

    assertThat(rig.limits()).isZero();
    assertThat(rig.parked()).isEmpty();
  }

  /// What the last version of each task says that it waits for.
  private List<WaitingFor> lastReasons(List<TaskId> tasks) {
    List<Task> shown = rig.snapshots().reversed();
    return tasks.stream()
        .map(id -> shown.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow())
        .map(Task::waitingFor)
        .toList();
  }

  private List<TaskId> handedOutTo(String queue) {
    return rig.work(queue).stream().map(WorkItem::taskId).toList();
  }

  private List<TaskId> submit(int count) {
    return submitTo(Fixtures.QUEUE, count);
  }

  private List<TaskId> submitTo(String queue, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> submit(Fixtures.ofQueue(Fixtures.task(rig.now()), queue)))
        .toList();
  }

  private TaskId submit(SubmitTask task) {
    rig.advance(Duration.ofMillis(1));
    rig.submit(task);
    return task.taskId();
  }
}
