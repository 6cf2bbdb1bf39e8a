package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.schemas.command.CancelGroup;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.CountGroup;
import dev.offload.schemas.command.OpenGroup;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SealGroup;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Groups in the whole topology, on one partition.
class GroupTest {
  private static final Duration A_SECOND = Duration.ofMillis(1_100);
  private static final GroupId GROUP = GroupId.fresh(LifecycleRig.START);

  private final LifecycleRig lifecycle = new LifecycleRig();

  @AfterEach
  void close() {
    assertThat(lifecycle.parked()).isEmpty();
    lifecycle.close();
  }

  @Test
  void openedGroupIsShownAtOnce() {
    open();

    GroupFacts facts = last();
    assertThat(facts.state()).isEqualTo(GroupState.OPEN);
    assertThat(facts.version()).isEqualTo(1);
    assertThat(facts.total()).isZero();
  }

  @Test
  void sealedGroupEndsWhenItsTasksHaveEnded() {
    // Given
    open(successor(Trigger.SUCCESS), successor(Trigger.FAILURE), successor(Trigger.ALWAYS));
    List<SubmitTask> tasks = members(3);
    seal();
    lifecycle.advance(A_SECOND);
    assertThat(last().state()).isEqualTo(GroupState.RUNNING);
    assertThat(last().total()).isEqualTo(3);
    assertThat(last().counts().queued()).isEqualTo(3);
    lifecycle.commands();
    // When
    tasks.forEach(this::succeed);
    assertThat(groupCompletions()).isEmpty();
    lifecycle.tick();
    // Then
    Completion end = groupCompletions().getFirst();
    assertThat(end.type()).isEqualTo("dev.offload.group.succeeded.v1");
    assertThat(((PublicGroup) end.data()).facts()).isEqualTo(last());
    assertThat(last().state()).isEqualTo(GroupState.SUCCEEDED);
    assertThat(last().counts().succeeded()).isEqualTo(3);
    assertThat(last().times().finishedAt()).isEqualTo(lifecycle.now());
    assertThat(submitted())
        .extracting(SubmitTask::taskId)
        .containsExactly(
            GROUP.successorId(Fixtures.TENANT, 0), GROUP.successorId(Fixtures.TENANT, 2));
    assertThat(lifecycle.groups()).as("the group, and no tally").isEqualTo(1);
  }

  @Test
  void emptyGroupSucceedsWhenItIsSealed() {
    open();

    seal();
    lifecycle.tick();

    assertThat(last().state()).isEqualTo(GroupState.SUCCEEDED);
  }

  @Test
  void groupFailsIfOneOfItsTasksDid() {
    open();
    List<SubmitTask> tasks = members(2);
    seal();

    succeed(tasks.getFirst());
    fail(tasks.getLast());
    lifecycle.tick();

    assertThat(last().state()).isEqualTo(GroupState.FAILED);
    assertThat(last().errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.task()).isEqualTo(tasks.getLast().taskId());
              assertThat(error.error().code()).isEqualTo("boom");
            });
  }

  @Test
  void groupSaysWhichTaskHasExpired() {
    // Given
    open();
    SubmitTask task = Fixtures.in(GROUP, Fixtures.task(lifecycle.now()));
    SubmitTask late = Fixtures.expiring(task, lifecycle.now().plus(A_SECOND));
    lifecycle.submit(late);
    seal();
    // When
    lifecycle.advance(A_SECOND);
    lifecycle.advance(LifecycleRig.RULES.watchSlack().plus(A_SECOND));
    lifecycle.advance(A_SECOND);
    // Then
    assertThat(last().state()).isEqualTo(GroupState.FAILED);
    assertThat(last().errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.task()).isEqualTo(late.taskId());
              assertThat(error.error().code()).isEqualTo("expired");
              assertThat(error.error().attempt()).isEqualTo(1);
              assertThat(error.at()).isAfterOrEqualTo(LifecycleRig.START.plus(A_SECOND));
            });
  }

  @Test
  void groupSaysWhichTaskWasGivenUpButNotWhichWasCancelled() {
    // Given
    open();
    SubmitTask former = Fixtures.in(GROUP, waiting());
    SubmitTask follower =
        Fixtures.after(
            Fixtures.in(GROUP, Fixtures.task(lifecycle.now())),
            List.of(new Former("scan", former.taskId())));
    lifecycle.submit(former);
    lifecycle.submit(follower);
    seal();
    // When
    lifecycle.command(new CancelTask(former.taskId(), Fixtures.TENANT, lifecycle.now()));
    lifecycle.advance(A_SECOND);
    lifecycle.advance(A_SECOND);
    // Then
    assertThat(last().state()).isEqualTo(GroupState.FAILED);
    assertThat(last().counts().cancelled()).isEqualTo(2);
    assertThat(last().errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.task()).isEqualTo(follower.taskId());
              assertThat(error.error().code()).isEqualTo("former-not-succeeded");
            });
  }

  @Test
  void taskThatIsRetriedBeforeTheEndHasNotEnded() {
    // Given
    open();
    List<SubmitTask> tasks = members(2);
    fail(tasks.getFirst());
    long version = lifecycle.snapshots().getLast().version();
    lifecycle.command(
        new RetryTask(tasks.getFirst().taskId(), Fixtures.TENANT, version, null, null));
    seal();
    succeed(tasks.getLast());
    lifecycle.advance(A_SECOND);
    assertThat(last().state()).isEqualTo(GroupState.RUNNING);
    assertThat(last().errors()).isEmpty();
    // When
    Run again = new Run(tasks.getFirst().taskId(), 2, "again");
    lifecycle.report(again.started(lifecycle.now()));
    lifecycle.report(again.succeeded(lifecycle.now()));
    lifecycle.tick();
    // Then
    assertThat(last().state()).isEqualTo(GroupState.SUCCEEDED);
  }

  @Test
  void successorsInTheGroupAreAwaited() {
    // Given
    open();
    SubmitTask first =
        Fixtures.in(
            GROUP,
            Fixtures.thenDoing(
                Fixtures.task(lifecycle.now()),
                List.of(Successor.on(Trigger.SUCCESS, spec().in(GROUP)))));
    lifecycle.submit(first);
    seal();
    lifecycle.commands();
    succeed(first);
    lifecycle.advance(A_SECOND);
    assertThat(last().state()).isEqualTo(GroupState.RUNNING);
    assertThat(last().total()).isEqualTo(2);
    // When
    succeed(submitted().getFirst());
    lifecycle.tick();
    // Then
    assertThat(last().state()).isEqualTo(GroupState.SUCCEEDED);
    assertThat(last().counts().succeeded()).isEqualTo(2);
  }

  @Test
  void groupLearnsOfASuccessorAtOnceAndOfOtherChangesAtTheNextLook() {
    // Given
    open();
    SubmitTask plain = members(1).getFirst();
    SubmitTask chained =
        Fixtures.in(
            GROUP,
            Fixtures.thenDoing(
                Fixtures.task(lifecycle.now()),
                List.of(Successor.on(Trigger.SUCCESS, spec().in(GROUP)))));
    lifecycle.submit(chained);
    lifecycle.tick();
    lifecycle.records("offload.coordination");
    // When
    succeed(plain);
    assertThat(lifecycle.records("offload.coordination")).isEmpty();
    succeed(chained);
    // Then
    assertThat(lifecycle.records("offload.coordination")).hasSize(1);
  }

  @Test
  void cancelledGroupCancelsItsTasks() {
    // Given
    open(successor(Trigger.ALWAYS), successor(Trigger.FAILURE));
    int many = 450;
    List<SubmitTask> tasks =
        IntStream.range(0, many).mapToObj(_ -> Fixtures.in(GROUP, waiting())).toList();
    tasks.forEach(lifecycle::submit);
    SubmitTask other = waiting();
    lifecycle.submit(other);
    lifecycle.commands();
    // When
    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
    lifecycle.tick();
    assertThat(cancelled()).as("bounded work per look").isLessThan(many);
    IntStream.range(0, 5).forEach(_ -> lifecycle.tick());
    // Then
    assertThat(last().state()).isEqualTo(GroupState.CANCELLED);
    assertThat(last().counts().cancelled()).isEqualTo(many);
    assertThat(last().times().cancelRequestedAt()).isNotNull();
    assertThat(submitted())
        .extracting(SubmitTask::taskId)
        .containsExactly(GROUP.successorId(Fixtures.TENANT, 0));
    assertThat(state(other)).isEqualTo(TaskState.SCHEDULED);
  }

  @Test
  void taskThatJoinsACancelledGroupIsCancelled() {
    // Given
    open();
    SubmitTask running = Fixtures.in(GROUP, Fixtures.task(lifecycle.now()));
    lifecycle.submit(running);
    Run run = new Run(running.taskId(), 1, "run");
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
    IntStream.range(0, 3).forEach(_ -> lifecycle.tick());
    assertThat(last().state()).isEqualTo(GroupState.RUNNING);
    // When
    SubmitTask late = Fixtures.in(GROUP, waiting());
    lifecycle.submit(late);
    // Then
    assertThat(state(late)).isEqualTo(TaskState.CANCELLED);
    // When
    lifecycle.report(run.cancelled(lifecycle.now()));
    lifecycle.tick();
    // Then
    assertThat(last().state()).isEqualTo(GroupState.CANCELLED);
    assertThat(last().counts().cancelled()).isEqualTo(2);
  }

  @Test
  void taskThatComesAfterTheEndRunsUncounted() {
    // Given
    open();
    seal();
    lifecycle.tick();
    // When
    SubmitTask late = members(1).getFirst();
    lifecycle.tick();
    // Then
    assertThat(state(late)).isEqualTo(TaskState.QUEUED);
    assertThat(last().total()).isZero();
    assertThat(lifecycle.groups()).as("the group, and no tally").isEqualTo(1);
  }

  @Test
  void taskOfAnUnknownGroupRunsAndItsTallyIsForgottenInTheEnd() {
    SubmitTask task = members(1).getFirst();
    lifecycle.tick();
    succeed(task);
    lifecycle.tick();
    assertThat(lifecycle.groups()).isEqualTo(2);

    lifecycle.advance(Duration.ofDays(1).plusSeconds(1));
    lifecycle.tick();

    assertThat(lifecycle.groups()).isZero();
    assertThat(lifecycle.groupStatuses()).isEmpty();
  }

  @Test
  void groupThatNobodySealsIsSealedByTheClock() {
    open();
    SubmitTask task = members(1).getFirst();
    succeed(task);

    lifecycle.advance(Duration.ofDays(7).plusSeconds(1));
    lifecycle.tick();

    assertThat(last().state()).isEqualTo(GroupState.SUCCEEDED);
  }

  @Test
  void partitionsAreAskedAgainWhenASealOrCancelIsRepeated() {
    open();
    members(2);
    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
    lifecycle.tick();
    lifecycle.records(Topics.COORDINATION.name());
    lifecycle.commands();

    seal();
    lifecycle.advance(Duration.ofMinutes(1));
    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));

    assertThat(lifecycle.commands()).hasSize(2).allMatch(CountGroup.class::isInstance);
  }

  /// Each asking costs two records for every partition.
  @Test
  void sealsAndCancelsThatAreRepeatedAskPartitionsOnceAMinute() {
    open();
    SubmitTask task = Fixtures.in(GROUP, Fixtures.task(lifecycle.now()));
    Run run = new Run(task.taskId(), 1, "run");
    lifecycle.submit(task);
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.claimed(lifecycle.now()));
    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
    lifecycle.tick();
    lifecycle.commands();

    for (int second = 0; second < 150; second++) {
      lifecycle.report(run.heartbeat(lifecycle.now()));
      seal();
      lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
      lifecycle.advance(Duration.ofSeconds(1));
    }

    assertThat(lifecycle.commands()).hasSize(3).allMatch(CountGroup.class::isInstance);
  }

  /// It is no repetition, however soon it comes.
  @Test
  void cancelAfterASealReachesPartitionsAtOnce() {
    open();
    lifecycle.submit(Fixtures.in(GROUP, waiting()));
    seal();
    seal();
    lifecycle.commands();

    lifecycle.command(new CancelGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
    IntStream.range(0, 5).forEach(_ -> lifecycle.tick());

    assertThat(last().state()).isEqualTo(GroupState.CANCELLED);
  }

  @Test
  void partitionTellsAgainWhenItIsAskedAgain() {
    open();
    members(2);
    seal();
    lifecycle.tick();
    lifecycle.records(Topics.COORDINATION.name());

    seal();
    lifecycle.advance(A_SECOND);

    assertThat(lifecycle.records(Topics.COORDINATION.name())).hasSize(1);
    assertThat(last().total()).isEqualTo(2);
  }

  @Test
  void statusIsShownOnceASecond() {
    // Given
    open();
    lifecycle.groupStatuses();
    List<SubmitTask> tasks = members(50);
    // When
    for (SubmitTask task : tasks) {
      succeed(task);
      lifecycle.advance(Duration.ofMillis(100));
    }
    // Then
    assertThat(lifecycle.groupStatuses()).hasSizeBetween(4, 6);
  }

  @Test
  void endedGroupIsForgottenAfterItsRetention() {
    open();
    seal();
    lifecycle.tick();
    lifecycle.records("offload.groups");

    lifecycle.advance(Duration.ofDays(2).plusSeconds(1));
    lifecycle.tick();

    assertThat(lifecycle.records("offload.groups"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo(GROUP.toString());
              assertThat(record.value()).isNull();
            });
    assertThat(lifecycle.groups()).isZero();
    assertThat(lifecycle.timers()).isZero();
  }

  @Test
  void successorOfAGroupGetsWhatItsReferencesFind() throws Exception {
    // Given
    TaskSpec next =
        TaskSpec.of(
            Fixtures.QUEUE,
            Fixtures.QUEUE,
            Json.MAPPER.readTree("{\"failed\": {\"$from\": \"/counts/failed\"}}"));
    open(Successor.on(Trigger.ALWAYS, next));
    lifecycle.commands();
    // When
    seal();
    lifecycle.tick();
    // Then
    assertThat(submitted())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.input()).hasToString("{\"failed\":0}");
              assertThat(task.lineage().followsOrNull()).isEqualTo(GROUP);
            });
  }

  @Test
  void tasksWithoutAGroupLeaveNoTrace() {
    SubmitTask task = Fixtures.task(lifecycle.now());
    lifecycle.submit(task);
    succeed(task);
    lifecycle.advance(A_SECOND);

    assertThat(lifecycle.records("offload.coordination")).isEmpty();
    assertThat(lifecycle.groups()).isZero();
  }

  private void open(Successor... then) {
    lifecycle.command(
        new OpenGroup(
            GROUP, Fixtures.TENANT, GroupTerms.NONE, List.of(then), lifecycle.now(), null));
  }

  private void seal() {
    lifecycle.command(new SealGroup(GROUP, Fixtures.TENANT, lifecycle.now()));
  }

  private List<SubmitTask> members(int count) {
    List<SubmitTask> tasks =
        IntStream.range(0, count)
            .mapToObj(_ -> Fixtures.in(GROUP, Fixtures.task(lifecycle.now())))
            .toList();
    tasks.forEach(lifecycle::submit);
    return tasks;
  }

  private SubmitTask waiting() {
    return Fixtures.task(lifecycle.now()).runAt(lifecycle.now().plus(Duration.ofDays(1)));
  }

  private static Successor successor(Trigger on) {
    return Successor.on(on, spec());
  }

  private static TaskSpec spec() {
    return TaskSpec.of(Fixtures.QUEUE, Fixtures.QUEUE, Fixtures.json("next"));
  }

  private void succeed(SubmitTask task) {
    Run run = new Run(task.taskId(), 1, "run-of-" + task.taskId());
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.succeeded(lifecycle.now()));
  }

  private void fail(SubmitTask task) {
    Run run = new Run(task.taskId(), 1, "run-of-" + task.taskId());
    lifecycle.report(run.started(lifecycle.now()));
    lifecycle.report(run.failed(lifecycle.now(), true, null));
  }

  private GroupFacts seen;

  /// What was shown of the group last.
  private GroupFacts last() {
    List<GroupStatus> more = lifecycle.groupStatuses();
    if (!more.isEmpty()) {
      seen = more.getLast().facts();
    }
    return seen;
  }

  private List<Completion> groupCompletions() {
    return lifecycle.completions().stream()
        .filter(completion -> completion.task().isEmpty())
        .toList();
  }

  private List<SubmitTask> submitted() {
    List<Command> commands = lifecycle.commands();
    assertThat(commands).noneMatch(CancelTask.class::isInstance);
    return commands.stream()
        .filter(SubmitTask.class::isInstance)
        .map(SubmitTask.class::cast)
        .toList();
  }

  private TaskState state(SubmitTask task) {
    byte[] stored = lifecycle.storedTask(task.taskId());
    return ((Submitted) Codecs.TASKS.read(stored).entry()).task().state();
  }

  private long cancelled() {
    return lifecycle.snapshots().stream()
        .map(Task::state)
        .filter(TaskState.CANCELLED::equals)
        .count();
  }
}
