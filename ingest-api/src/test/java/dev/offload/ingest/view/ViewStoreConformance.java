package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestGroups.naming;
import static dev.offload.ingest.rig.TestGroups.sealed;
import static dev.offload.ingest.rig.TestTasks.NOON;
import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.progress;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every view store has to do, whatever database is behind it.
abstract class ViewStoreConformance {
  private static final TaskFilter ALL_OF_ACME = filter(null, null, null);

  private static final WaitingFor LIMITED = WaitingFor.limit("tenant/acme");

  private static final String FILE = "fil_019e35a0-0000-7000-8000-000000000001";

  private ViewStore store;

  /// An empty store, the only one of this test.
  abstract ViewStore create();

  /// Another store on the same data, after the first was closed.
  abstract ViewStore reopen();

  @BeforeEach
  void open() {
    store = create();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aTaskIsFoundByItsTenantOnly() {
    Task task = save(queued(0));

    assertThat(store.snapshot("acme", task.id())).contains(TaskSnapshot.withoutProgress(task));
    assertThat(store.snapshot("other", task.id())).isEmpty();
    assertThat(store.snapshot("acme", TaskId.fresh(NOON))).isEmpty();
  }

  @Test
  void rowsAndPositionsOutliveTheStore() {
    Task task = queued(0).tags("a").task();
    store.apply(batch(Map.of(0, 5L, 1, 9L), Saved.of(task, NOON)));
    store.apply(
        new ViewBatch(
            "offload.progress",
            List.of(new ViewChange.Progressed(progress(task, 1, 30))),
            Map.of(1, 2L)));

    store.close();
    store = reopen();

    assertThat(store.positions("offload.tasks")).isEqualTo(Map.of(0, 5L, 1, 9L));
    assertThat(store.positions("offload.progress")).isEqualTo(Map.of(1, 2L));
    assertThat(store.snapshot("acme", task.id()))
        .contains(new TaskSnapshot(task, Optional.of(new Progress(30, 100, null))));
    assertThat(store.waiting("image")).isEqualTo(1);
    assertThat(store.waiting("image", "acme")).isEqualTo(1);
    assertThat(store.waiting("image", "globex")).isZero();
    assertThat(page(filter(null, null, "a"), Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void aVersionThatIsNotNewerChangesNothing() {
    Task first = save(queued(0));
    Task second = save(next(first).running(1));

    assertThat(apply(first, second)).isEmpty();
    assertThat(store.snapshot("acme", first.id())).contains(TaskSnapshot.withoutProgress(second));
  }

  @Test
  void everyVersionInABatchIsToldAndTheLastOneStays() {
    Task first = queued(0).task();
    Task second = next(first).running(1).task();
    Task third = next(second).state(TaskState.SUCCEEDED).task();

    List<ViewChange> news = apply(first, second, first, third);

    assertThat(news)
        .containsExactly(Saved.of(first, NOON), Saved.of(second, NOON), Saved.of(third, NOON));
    assertThat(store.snapshot("acme", first.id())).contains(TaskSnapshot.withoutProgress(third));
    assertThat(store.counts()).isEmpty();
  }

  @Test
  void fileIsNeededUntilTheTasksThatNameItAreRemoved() {
    Task input = save(queued(0).needs("fil_1", "fil_2"));
    Task result = save(queued(1).result(TextNode.valueOf("see " + FILE)));

    assertThat(store.naming("acme", "fil_1")).contains(input.id());
    assertThat(store.naming("acme", FILE)).contains(result.id());
    assertThat(store.naming("acme", "fil_3")).isEmpty();
    assertThat(store.naming("other", "fil_1")).isEmpty();

    save(next(input).needs("fil_2"));
    assertThat(store.naming("acme", "fil_1")).isEmpty();
    assertThat(store.naming("acme", "fil_2")).contains(input.id());

    store.apply(batch(Map.of(), new ViewChange.Removed(input.id())));
    assertThat(store.naming("acme", "fil_2")).isEmpty();
  }

  @Test
  void taskThatDoesNotTellItsFilesMayNeedAnyOfItsTenant() {
    Task old = save(queued(0).needs((String[]) null));

    assertThat(store.naming("acme", "fil_1")).contains(old.id());
    assertThat(store.naming("other", "fil_1")).isEmpty();
  }

  @Test
  void aTombstoneRemovesTheTaskItsTagsAndItsProgress() {
    Task task = save(queued(0).tags("a", "b"));
    report(progress(task, 1, 10));

    store.apply(batch(Map.of(), new ViewChange.Removed(task.id())));

    assertThat(store.snapshot("acme", task.id())).isEmpty();
    assertThat(page(ALL_OF_ACME, Optional.empty(), 10)).isEmpty();
    assertThat(page(filter(null, null, "a"), Optional.empty(), 10)).isEmpty();
    assertThat(store.counts()).isEmpty();
    Task again = save(queued(0).id(task.id()));
    assertThat(store.snapshot("acme", task.id())).contains(TaskSnapshot.withoutProgress(again));
  }

  @Test
  void taskMayBeCreatedAgainAfterItsTombstoneInOneBatch() {
    Task old = save(next(queued(0).tags("old").task()).state(TaskState.SUCCEEDED));
    Task anew = queued(7).id(old.id()).tags("new").task();

    store.apply(batch(Map.of(), new ViewChange.Removed(old.id()), Saved.of(anew, NOON)));

    assertThat(store.snapshot("acme", old.id())).contains(TaskSnapshot.withoutProgress(anew));
    assertThat(page(filter(null, null, "old"), Optional.empty(), 10)).isEmpty();
    assertThat(page(filter(null, null, "new"), Optional.empty(), 10)).hasSize(1);
    assertThat(store.waiting("image")).isEqualTo(1);
  }

  @Test
  void progressMayComeBeforeItsTask() {
    Task task = queued(0).running(1).task();

    assertThat(report(progress(task, 1, 40))).hasSize(1);
    save(new TestTasks(task));

    assertThat(shownProgress(task)).isEqualTo(40);
  }

  @Test
  void progressOfAnEarlierAttemptIsNotShown() {
    Task task = save(queued(0).running(1));
    report(progress(task, 1, 90));
    Task second = save(next(task).running(2));

    assertThat(store.snapshot("acme", task.id())).contains(TaskSnapshot.withoutProgress(second));
    report(progress(task, 2, 5));
    assertThat(report(progress(task, 1, 95))).isEmpty();
    assertThat(shownProgress(task)).isEqualTo(5);
  }

  @Test
  void tasksAreListedNewestFirst() {
    List<Task> tasks = saveAll(queued(1), queued(3), queued(2));

    assertThat(ids(page(ALL_OF_ACME, Optional.empty(), 10)))
        .containsExactly(tasks.get(1).id(), tasks.get(2).id(), tasks.get(0).id());
  }

  @Test
  void failedTasksAreListedByErrorAndByTheTimeOfTheirEnd() {
    Task early = save(queued(0).failed("boom", NOON.plusSeconds(10)));
    Task late = save(queued(1).failed("boom", NOON.plusSeconds(20)));
    Task other = save(queued(2).failed("lost", NOON.plusSeconds(20)));
    save(queued(3));

    assertThat(ids(ended("boom", null, null))).containsExactly(late.id(), early.id());
    assertThat(ids(ended("boom", NOON.plusSeconds(10), null))).containsExactly(late.id());
    assertThat(ids(ended(null, NOON.plusSeconds(10), null))).containsExactly(other.id(), late.id());
    assertThat(ids(ended(null, null, NOON.plusSeconds(20)))).containsExactly(early.id());
  }

  @Test
  void replayedTaskIsNotFoundByItsOldErrorAndEnd() {
    Task failed = save(queued(0).failed("boom", NOON.plusSeconds(10)));

    save(queued(0).id(failed.id()).version(failed.version() + 1));

    assertThat(ids(ended("boom", null, null))).isEmpty();
    assertThat(ids(ended(null, NOON, null))).isEmpty();
  }

  private static TaskFilter ended(String errorCode, Instant after, Instant before) {
    return TaskFilter.of("acme", Origin.CLIENT)
        .with(Optional.ofNullable(errorCode).map(TaskFilter.FailedWith::new))
        .with(Optional.ofNullable(after).map(TaskFilter.EndedAfter::new))
        .with(Optional.ofNullable(before).map(TaskFilter.EndedBefore::new));
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedDespiteNewTasks() {
    for (int second = 0; second < 10; second++) {
      save(queued(second / 3));
    }
    List<TaskId> before = ids(page(ALL_OF_ACME, Optional.empty(), 100));

    List<TaskSnapshot> first = page(ALL_OF_ACME, Optional.empty(), 4);
    saveAll(queued(20), queued(21));
    List<TaskSnapshot> second = page(ALL_OF_ACME, after(first), 4);
    save(queued(22));
    List<TaskSnapshot> third = page(ALL_OF_ACME, after(second), 4);

    List<TaskId> all = new ArrayList<>(ids(first));
    all.addAll(ids(second));
    all.addAll(ids(third));
    assertThat(all).isEqualTo(before);
  }

  @Test
  void everyFilterNarrows() {
    Task plain = save(queued(1));
    Task email = save(queued(2).type("email").queue("email"));
    Task failed = save(queued(3).state(TaskState.FAILED).tags("vip", "nightly"));
    Task failedEmail = save(queued(4).type("email").state(TaskState.FAILED).tags("vip"));
    Task system = save(queued(5).system());
    save(queued(6).tenant("other").tags("vip"));

    assertThat(ids(filter(null, null, null)))
        .containsExactly(failedEmail.id(), failed.id(), email.id(), plain.id());
    assertThat(ids(filter("email", null, null))).containsExactly(failedEmail.id(), email.id());
    assertThat(ids(filter(null, TaskState.FAILED, null)))
        .containsExactly(failedEmail.id(), failed.id());
    assertThat(ids(filter(null, null, "vip"))).containsExactly(failedEmail.id(), failed.id());
    assertThat(ids(filter("image", TaskState.FAILED, "vip"))).containsExactly(failed.id());
    assertThat(ids(filter("email", TaskState.QUEUED, "vip"))).isEmpty();
    assertThat(ids(TaskFilter.of("acme", Origin.SYSTEM))).containsExactly(system.id());
    assertThat(ids(between(NOON.plusSeconds(1), NOON.plusSeconds(4), null)))
        .containsExactly(failed.id(), email.id());
    assertThat(ids(between(NOON.plusSeconds(3), null, "vip"))).containsExactly(failedEmail.id());
    assertThat(ids(between(Instant.MIN, Instant.MAX, null))).hasSize(4);
  }

  @Test
  void countsFollowEveryChangeOfState() {
    Task first = save(queued(1));
    save(queued(2));
    save(queued(3).tenant("other"));
    save(next(first).running(1));
    Task later = save(queued(4).state(TaskState.SCHEDULED));

    assertThat(store.counts())
        .containsExactlyInAnyOrder(
            new StateCount("image", "acme", TaskState.RUNNING, Optional.empty(), 1),
            new StateCount("image", "acme", TaskState.QUEUED, Optional.empty(), 1),
            new StateCount("image", "other", TaskState.QUEUED, Optional.empty(), 1),
            new StateCount("image", "acme", TaskState.SCHEDULED, Optional.empty(), 1));
    assertThat(store.waiting("image")).isEqualTo(2);
    assertThat(store.waiting("email")).isZero();

    save(next(later).state(TaskState.CANCELLED));
    List<StateCount> counts = store.counts();
    store.close();
    store = reopen();
    assertThat(store.counts()).hasSize(3).containsExactlyInAnyOrderElementsOf(counts);
  }

  @Test
  void countsTellTasksOfALimitApart() {
    Task limited = save(queued(1).waitingFor(LIMITED));
    save(queued(2).waitingFor(LIMITED));
    save(queued(3).waitingFor(WaitingFor.turn()));
    save(queued(4));

    save(next(limited).waitingFor(WaitingFor.turn()));

    List<StateCount> counts =
        List.of(
            new StateCount("image", "acme", TaskState.QUEUED, Optional.of(Reason.LIMIT), 1),
            new StateCount("image", "acme", TaskState.QUEUED, Optional.of(Reason.TURN), 2),
            new StateCount("image", "acme", TaskState.QUEUED, Optional.empty(), 1));
    assertThat(store.counts()).containsExactlyInAnyOrderElementsOf(counts);
    assertThat(store.waiting("image")).isEqualTo(4);
    assertThat(store.waiting("image", "acme")).isEqualTo(4);
    store.close();
    store = reopen();
    assertThat(store.counts()).containsExactlyInAnyOrderElementsOf(counts);
    assertThat(store.waiting("image", "acme")).isEqualTo(4);
  }

  @Test
  void moreUrgentAndOlderTasksOfTheTenantAreBeforeATask() {
    Task first = inLine(10, 4);
    Task second = inLine(20, 4);
    Task urgent = inLine(30, 9);
    Task patient = inLine(5, 0);
    applyAt(NOON, queued(0).tenant("other").waitingFor(WaitingFor.turn()).task());
    applyAt(NOON, queued(0).queue("email").waitingFor(WaitingFor.turn()).task());
    applyAt(NOON, queued(0).waitingFor(LIMITED).task());
    applyAt(NOON, queued(0).running(1).task());

    assertThat(before(urgent)).hasValue(0);
    assertThat(before(first)).hasValue(1);
    assertThat(before(second)).hasValue(2);
    assertThat(before(patient)).hasValue(3);
    assertThat(store.before("acme", patient.id(), 2)).as("at most").hasValue(2);

    applyAt(NOON.plusSeconds(60), next(urgent).running(1).task());
    assertThat(before(patient)).hasValue(2);
  }

  @Test
  void handedOutTasksComeBeforeTasksInLine() {
    Task waiting = inLine(10, 9);
    Task handedOut = queued(0).task();
    Task later = queued(1).task();
    applyAt(NOON.plusSeconds(50), handedOut);
    applyAt(NOON.plusSeconds(60), later);

    assertThat(before(waiting)).hasValue(2);
    assertThat(before(handedOut)).hasValue(0);
    assertThat(before(later)).hasValue(1);
  }

  @Test
  void onlyTasksThatWaitForTheirTurnHaveOthersBeforeThem() {
    Task limited = save(queued(0).waitingFor(LIMITED));
    Task running = save(queued(0).running(1));
    Task foreign = save(queued(0).tenant("other"));

    assertThat(before(limited)).isEmpty();
    assertThat(before(running)).isEmpty();
    assertThat(before(foreign)).isEmpty();
    assertThat(store.before("acme", TaskId.fresh(NOON), 10)).isEmpty();
  }

  private OptionalInt before(Task task) {
    return store.before("acme", task.id(), 100);
  }

  /// A task that waits for its turn since noon and so many seconds.
  private Task inLine(int second, int priority) {
    Task task = queued(0).priority(priority).waitingFor(WaitingFor.turn()).task();
    applyAt(NOON.plusSeconds(second), task);
    return task;
  }

  @Test
  void oldestQueuedTaskIsTheOneQueuedForLongest() {
    applyAt(NOON.plusSeconds(50), queued(1).task());
    applyAt(NOON.plusSeconds(60), queued(0).task());
    applyAt(NOON.plusSeconds(40), queued(2).running(1).task());

    assertThat(store.oldestQueued("acme", "image")).contains(NOON.plusSeconds(50));
    assertThat(store.oldestQueued("other", "image")).isEmpty();
    assertThat(store.oldestQueued("acme", "email")).isEmpty();
  }

  @Test
  void aTaskThatIsQueuedAgainWaitsSinceThen() {
    Task first = queued(0).task();
    Task retrying = next(first).state(TaskState.RETRYING).task();
    applyAt(NOON, first);
    applyAt(NOON.plusSeconds(10), retrying);

    applyAt(NOON.plusSeconds(90), next(retrying).state(TaskState.QUEUED).task());

    assertThat(store.oldestQueued("acme", "image")).contains(NOON.plusSeconds(90));
  }

  @Test
  void newVersionOfAQueuedTaskDoesNotResetItsWait() {
    Task first = queued(0).task();
    Task second = next(first).task();
    applyAt(NOON, first);

    applyAt(NOON.plusSeconds(10), second, next(second).task());

    assertThat(store.oldestQueued("acme", "image")).contains(NOON);
  }

  private Task save(TestTasks task) {
    apply(task.task());
    return task.task();
  }

  private List<Task> saveAll(TestTasks... tasks) {
    return Arrays.stream(tasks).map(this::save).toList();
  }

  @Test
  void tasksOfAGroupAreListed() {
    GroupId group = TestGroups.open(1).facts().id();
    Task first = save(queued(1).group(group));
    Task failed = save(queued(2).group(group).state(TaskState.FAILED));
    save(queued(3).group(TestGroups.open(2).facts().id()));
    save(queued(4));
    save(queued(5).tenant("other").group(group));

    assertThat(ids(ALL_OF_ACME.with(new TaskFilter.OfGroup(group))))
        .containsExactly(failed.id(), first.id());
    assertThat(ids(filter(null, TaskState.FAILED, null).with(new TaskFilter.OfGroup(group))))
        .containsExactly(failed.id());
    assertThat(ids(ALL_OF_ACME.with(new TaskFilter.OfGroup(GroupId.fresh(NOON))))).isEmpty();
  }

  @Test
  void tasksOfAUserAreListed() {
    Task first = save(queued(1).user("anna"));
    Task failed = save(queued(2).user("anna").state(TaskState.FAILED));
    save(queued(3).user("Anna"));
    save(queued(4));
    save(queued(5).tenant("other").user("anna"));

    assertThat(ids(ALL_OF_ACME.with(new TaskFilter.OfUser("anna"))))
        .containsExactly(failed.id(), first.id());
    assertThat(ids(filter(null, TaskState.FAILED, null).with(new TaskFilter.OfUser("anna"))))
        .containsExactly(failed.id());
    assertThat(ids(ALL_OF_ACME.with(new TaskFilter.OfUser("bert")))).isEmpty();
  }

  @Test
  void groupIsFoundByItsTenantUntilItIsForgotten() {
    GroupStatus group = TestGroups.open(1);
    assertThat(saveGroups(group, sealed(group), group))
        .as("an older version changes nothing")
        .hasSize(2);

    GroupId id = group.facts().id();
    assertThat(store.group("acme", id)).contains(sealed(group));
    assertThat(store.group("other", id)).isEmpty();

    assertThat(store.apply(batch(Map.of(), new ViewChange.GroupRemoved(id)))).hasSize(1);
    assertThat(store.group("acme", id)).isEmpty();
    assertThat(store.apply(batch(Map.of(), new ViewChange.GroupRemoved(id)))).isEmpty();
  }

  @Test
  void liveGroupsOfATenantAreCounted() {
    GroupStatus first = TestGroups.open(1);
    GroupStatus second = TestGroups.open(2);
    saveGroups(first, second, TestGroups.open("other", 3));
    assertThat(store.liveGroups("acme")).isEqualTo(new GroupNumbers(2, 0));
    assertThat(store.isOpen("acme", first.facts().id())).isTrue();
    assertThat(store.isOpen("other", first.facts().id())).isFalse();
    assertThat(store.isLive("acme", first.facts().id())).isTrue();
    assertThat(store.isLive("other", first.facts().id())).isFalse();

    saveGroups(sealed(first));

    for (int time = 0; time < 2; time++) {
      assertThat(store.liveGroups("acme")).isEqualTo(new GroupNumbers(1, 1));
      assertThat(store.liveGroups("other")).isEqualTo(new GroupNumbers(1, 0));
      assertThat(store.isOpen("acme", first.facts().id())).isFalse();
      assertThat(store.isLive("acme", first.facts().id())).isTrue();
      assertThat(store.isOpen("acme", second.facts().id())).isTrue();
      store.close();
      store = reopen();
    }
    store.apply(batch(Map.of(), new ViewChange.GroupRemoved(second.facts().id())));
    saveGroups(TestGroups.ended(sealed(first)));
    assertThat(store.liveGroups("acme")).isEqualTo(GroupNumbers.NONE);
    assertThat(store.isLive("acme", first.facts().id())).isFalse();
  }

  /// A bound would be exceeded by what can be found and is not counted yet.
  @Test
  void taskThatIsFoundIsCounted() throws Exception {
    List<Task> tasks = IntStream.range(0, 300).mapToObj(i -> queued(i).task()).toList();
    Thread writer = Thread.ofPlatform().start(() -> tasks.forEach(this::apply));
    try {
      for (int task = 0; task < tasks.size(); task++) {
        TaskId id = tasks.get(task).id();
        while (writer.isAlive() && store.snapshot("acme", id).isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(store.countsNow().stream().mapToInt(StateCount::count).sum())
            .isGreaterThan(task);
      }
    } finally {
      writer.join();
    }
  }

  @Test
  void groupsAreListedNewestFirstByPages() {
    GroupStatus first = TestGroups.open(1);
    GroupStatus second = TestGroups.open(2);
    GroupStatus third = TestGroups.ended(TestGroups.open(3));
    saveGroups(second, third, first, TestGroups.open("other", 4));

    GroupSlice page = store.groups("acme", Optional.empty(), Optional.empty(), 2);
    assertThat(page.groups()).containsExactly(third, second);
    GroupSlice rest = store.groups("acme", Optional.empty(), page.next(), 2);
    assertThat(rest).isEqualTo(new GroupSlice(List.of(first), Optional.empty()));
    assertThat(store.groups("acme", Optional.of(GroupState.OPEN), Optional.empty(), 10).groups())
        .containsExactly(second, first);
  }

  @Test
  void groupNamesFilesOfItsSuccessorsUntilForgotten() {
    GroupStatus group = naming(TestGroups.open(1), FILE);
    saveGroups(group, sealed(group));

    assertThat(store.groupNaming("acme", FILE)).contains(group.facts().id());
    assertThat(store.groupNaming("other", FILE)).isEmpty();

    store.apply(batch(Map.of(), new ViewChange.GroupRemoved(group.facts().id())));
    assertThat(store.groupNaming("acme", FILE)).isEmpty();
  }

  private List<ViewChange> saveGroups(GroupStatus... groups) {
    return store.apply(
        batch(
            Map.of(),
            Arrays.stream(groups).map(ViewChange.GroupSaved::new).toArray(ViewChange[]::new)));
  }

  private List<ViewChange> apply(Task... tasks) {
    return applyAt(NOON, tasks);
  }

  private List<ViewChange> applyAt(Instant at, Task... tasks) {
    return store.apply(
        batch(
            Map.of(),
            Arrays.stream(tasks).map(task -> Saved.of(task, at)).toArray(ViewChange[]::new)));
  }

  private List<ViewChange> report(TaskProgress progress) {
    return store.apply(
        new ViewBatch("offload.progress", List.of(new ViewChange.Progressed(progress)), Map.of()));
  }

  private long shownProgress(Task task) {
    return store.snapshot("acme", task.id()).orElseThrow().progress().orElseThrow().done();
  }

  private List<TaskSnapshot> page(TaskFilter filter, Optional<PagePosition> after, int limit) {
    return store.page(filter, after, limit).tasks();
  }

  private List<TaskId> ids(TaskFilter filter) {
    return ids(page(filter, Optional.empty(), 100));
  }

  private static List<TaskId> ids(List<TaskSnapshot> snapshots) {
    return snapshots.stream().map(snapshot -> snapshot.task().id()).toList();
  }

  private static Optional<PagePosition> after(List<TaskSnapshot> page) {
    return Optional.of(PagePosition.after(page.getLast().task()));
  }

  private static ViewBatch batch(Map<Integer, Long> positions, ViewChange... changes) {
    return new ViewBatch("offload.tasks", List.of(changes), positions);
  }

  private static TaskFilter filter(String type, TaskState state, String tag) {
    return TaskFilter.of("acme", Origin.CLIENT)
        .with(Optional.ofNullable(type).map(TaskFilter.OfType::new))
        .with(Optional.ofNullable(state).map(TaskFilter.InState::new))
        .with(Optional.ofNullable(tag).map(TaskFilter.Tagged::new));
  }

  private static TaskFilter between(Instant after, Instant before, String tag) {
    return filter(null, null, tag)
        .with(Optional.ofNullable(after).map(TaskFilter.CreatedAfter::new))
        .with(Optional.ofNullable(before).map(TaskFilter.CreatedBefore::new));
  }
}
