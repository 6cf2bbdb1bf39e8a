package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.AskDebounce;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.SubmitSuccessor;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.lifecycle.task.Input.Cancellation;
import dev.offload.lifecycle.task.Input.ChildReport;
import dev.offload.lifecycle.task.Input.Drop;
import dev.offload.lifecycle.task.Input.Replay;
import dev.offload.lifecycle.task.Input.Report;
import dev.offload.lifecycle.task.Input.Submission;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.StopTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.Happening;
import dev.offload.schemas.notify.TaskStory;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.AttemptCancelled;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptDelegated;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.AttemptExpired;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.Heartbeat;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// What must hold for every step of a task, independently of how `Decider` says it. It
/// remembers what it has seen: who started last, what was checkpointed, when the owner was
/// last heard.
final class Law {
  private final List<AttemptEvent> early = new ArrayList<>();
  private String lastStarted;
  private Instant heardAt;
  private JsonNode input;
  private JsonNode checkpoint;
  private Instant expiry;
  private int spent;
  private long shownVersion;
  private final Set<String> started = new HashSet<>();
  private int delegated;
  private int replays;
  private int ends;
  private int newsOfEnds;
  private int tombstones;
  private boolean stopStands;
  private List<Successor> then = List.of();

  /// The successors that have been submitted.
  private final Set<TaskId> successors = new TreeSet<>();

  private List<Happening> story = List.of();
  private List<Attempt> rows = List.of();
  private TaskMachine machine;
  private WorldGate gate = WorldGate.OPEN;

  /// How often it was replayed.
  int replays() {
    return replays;
  }

  int ends() {
    return ends;
  }

  int newsOfEnds() {
    return newsOfEnds;
  }

  int tombstones() {
    return tombstones;
  }

  /// Whether workers can read that the task must not start.
  boolean stopStands() {
    return stopStands;
  }

  /// From now on `steps` makes the steps, which has this gate before it.
  void madeBy(TaskMachine steps, WorldGate before) {
    machine = steps;
    gate = before;
  }

  /// `lost` tells whether nobody has the attempt that was handed out.
  void check(
      StoredEntry<TaskEntry, DeadlineKind> kept,
      Input input,
      Step<TaskEntry, TaskEvent, Effect, DeadlineKind> made,
      Instant now,
      BooleanSupplier lost) {
    Seen before = Seen.of(kept);
    Turn step = new Turn(kept, made);
    switch (input) {
      case Submission submission -> submitted(kept, submission, step, now);
      case Report(AttemptEvent event) -> reported(kept, event, step, now);
      case ChildReport child -> childEnded(before, child, step);
      case Replay(RetryTask command) -> replayed(before, command, step);
      case Drop(DropTask command) -> dropped(before, command, step);
      case TimerFired timer -> fired(before, timer, step, now, lost);
      case Cancellation(CancelTask command) -> cancelled(before, command, step);
      case Input.Turn _ -> inTurn(before, step);
      case Input.Stopped _ -> stopped(before, step);
      case Input.Settled _, Input.Awaited _, Input.FormerReport _ -> nothingChanges(before, step);
    }
    step.effects().forEach(effect -> told(effect, step.seen(), lost));
    followed(before, step);
    if (!step.isNothing()) {
      everyStateIsMovedOnByTheClock(step.seen(), now);
    }
  }

  /// Each successor follows the first end that it fits, and no other.
  private void followed(Seen before, Turn step) {
    List<TaskId> made =
        step.effects().stream()
            .filter(SubmitSuccessor.class::isInstance)
            .map(effect -> ((SubmitSuccessor) effect).task().taskId())
            .toList();
    boolean ends =
        step.seen() != null && step.seen().isOver() && !(before != null && before.isOver());
    if (!ends) {
      assertThat(made).as("successors without an end").isEmpty();
      return;
    }
    Task task = step.seen().task();
    List<TaskId> due =
        IntStream.range(0, then.size())
            .filter(index -> then.get(index).on().fits(task.state()))
            .mapToObj(index -> task.id().successorId(task.tenant(), task.createdAt(), index))
            .filter(id -> !successors.contains(id))
            .toList();
    assertThat(made).as("successors").isEqualTo(due);
    successors.addAll(made);
  }

  /// The armed timer is there and no other.
  void checkTimers(Seen entry, Set<Instant> timers) {
    Deadline<DeadlineKind> armed = entry == null ? null : entry.armed();
    assertThat(timers).isEqualTo(armed == null ? Set.of() : new TreeSet<>(Set.of(armed.at())));
  }

  private void everyStateIsMovedOnByTheClock(Seen entry, Instant now) {
    if (entry == null) {
      return;
    }
    boolean waitsForChildren = entry.isSubmitted() && !entry.isOver() && entry.isDelegated();
    if (waitsForChildren) {
      assertThat(entry.fanOut().ended().countBelow(entry.childrenTold()))
          .as("children it waits for")
          .isLessThan(entry.childrenTold());
      return;
    }
    if (entry.isInLine() && !mayExpire(entry)) {
      assertThat(entry.deadline()).as("deadline of %s", entry).isNull();
      return; // its turn moves it on
    }
    assertThat(entry.deadline()).as("deadline of %s", entry).isNotNull();
    assertThat(entry.armed()).as("timer of %s", entry).isNotNull();
    assertThat(entry.armed().kind()).isEqualTo(entry.deadline().kind());
    Instant inTime = entry.deadline().at().isBefore(now) ? now : entry.deadline().at();
    assertThat(entry.armed().at()).as("timer of %s", entry).isBeforeOrEqualTo(inTime);
    List<DeadlineKind> kinds =
        !entry.isSubmitted()
            ? List.of(DeadlineKind.EARLY)
            : switch (entry.task().state()) {
              case SCHEDULED, RETRYING -> orExpiry(entry, DeadlineKind.DUE);
              case QUEUED ->
                  orExpiry(entry, entry.isInLine() ? DeadlineKind.EXPIRY : DeadlineKind.WATCH);
              case RUNNING -> List.of(DeadlineKind.WATCH, DeadlineKind.LEASE);
              case SUCCEEDED, FAILED, CANCELLED, EXPIRED ->
                  List.of(entry.stop() == null ? DeadlineKind.RETENTION : DeadlineKind.STOP);
            };
    assertThat(entry.deadline().kind()).isIn(kinds);
  }

  /// Only a task that may start too late expires, and never later than at its expiry.
  private List<DeadlineKind> orExpiry(Seen entry, DeadlineKind kind) {
    if (!mayExpire(entry)) {
      return List.of(kind);
    }
    Instant latest = expiry.plus(Life.RULES.watchSlack());
    assertThat(entry.deadline().at()).as("a look at its expiry").isBeforeOrEqualTo(latest);
    return List.of(kind, DeadlineKind.EXPIRY);
  }

  /// Whether its current attempt has not started and may start too late.
  private boolean mayExpire(Seen entry) {
    return expiry != null
        && entry.current().number() != delegated
        && entry.task().state() != TaskState.RUNNING;
  }

  /// The first submission counts. What was reported before it counts as if it had been
  /// reported after it.
  private void submitted(
      StoredEntry<TaskEntry, DeadlineKind> before, Submission submission, Turn step, Instant now) {
    if (before.entry() instanceof Submitted) {
      nothingChanges(Seen.of(before), step);
      return;
    }
    Task task = step.seen().task();
    input = submission.task().input();
    then = submission.task().spec().then();
    expiry = submission.task().timing().expiresAt();
    started.clear();
    delegated = 0;
    assertThat(task.id()).isEqualTo(submission.task().taskId());
    Unsubmitted heard = (Unsubmitted) before.entry();
    Unsubmitted silent =
        new Unsubmitted(List.of(), heard.fanOut(), heard.waiters(), heard.deadline());
    Turn first = make(new StoredEntry<>(silent, before.armed()), submission, now);
    boolean waits = submission.task().timing().waitsUntil(now).isPresent();
    assertThat(first.seen().task().state())
        .isEqualTo(waits ? TaskState.SCHEDULED : TaskState.QUEUED);
    boolean isDirect = submission.topic() == HandOut.QueueTopic.DIRECT;
    assertThat(first.seen().isInLine()).isEqualTo(!gate.isOpen() && !isDirect && !waits);
    assertThat(first.seen().current().number()).isEqualTo(1);
    StoredEntry<TaskEntry, DeadlineKind> inOrder = first.kept();
    for (AttemptEvent event : early) {
      Turn next = make(inOrder, new Report(event), now);
      reported(inOrder, event, next, now);
      inOrder = next.kept();
    }
    assertSame(step.seen(), Seen.of(inOrder));
  }

  private void reported(
      StoredEntry<TaskEntry, DeadlineKind> before, AttemptEvent event, Turn step, Instant now) {
    if (before.entry() instanceof Unsubmitted) {
      early.add(event);
      assertThat(step.effects()).isEmpty();
    } else if (event.start().isPresent()) {
      AttemptEvent start = event.start().orElseThrow();
      Turn first = make(before, new Report(start), now);
      reportedAlone(Seen.of(before), start, first, now);
      Turn second = make(first.kept(), new Report(event), now);
      assertSame(Seen.of(step.kept()), Seen.of(second.kept()));
    } else {
      reportedAlone(Seen.of(before), event, step, now);
    }
  }

  private Turn make(StoredEntry<TaskEntry, DeadlineKind> before, Input next, Instant now) {
    return new Turn(before, machine.step(before, next, now, now));
  }

  private void reportedAlone(Seen before, AttemptEvent event, Turn step, Instant now) {
    if (isStale(before, event)) {
      nothingChanges(before, step);
      return;
    }
    boolean known = before.runIds().contains(event.runId());
    boolean owns = known && event.runId().equals(lastStarted) && before.current().owner() != null;
    boolean fencedOff = known && !owns;
    boolean mayHaveRun =
        started.contains(event.attempt() + "/" + event.runId())
            || (!known && before.mayHaveForgotten());
    Task after = step.seen() == null ? null : step.seen().task();
    switch (event) {
      case AttemptStarted _ when known -> nothingChanges(before, step);
      case AttemptStarted _ -> {
        assertThat(after.state()).isEqualTo(TaskState.RUNNING);
        assertThat(after.startedAt()).isNotNull();
        assertThat(step.seen().current().owner()).isEqualTo(event.runId());
        lastStarted = event.runId();
        started.add(event.attempt() + "/" + event.runId());
        heardAt = null;
      }
      case AttemptSucceeded _ when !known && mayHaveRun && delegated == event.attempt() ->
          nothingChanges(before, step);
      case AttemptSucceeded succeeded -> {
        assertThat(after.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(after.result()).isEqualTo(succeeded.result());
      }
      case AttemptClaimed _, Heartbeat _ when owns -> {
        heardAt = now;
        assertThat(step.seen().deadline())
            .isEqualTo(new Deadline<>(DeadlineKind.LEASE, now.plus(Fixtures.LEASE)));
      }
      case Checkpointed kept when owns -> checkpoint = kept.checkpoint();
      case AttemptFailed _, AttemptSnoozed _, AttemptCancelled _
          when !owns && mayHaveRun && before.current().owner() != null ->
          nothingChanges(before, step);
      case AttemptFailed _ when !owns && mayHaveRun -> nothingChanges(before, step);
      case AttemptFailed failed when !fencedOff ->
          endedBadly(before, failed.error().isFinal(), failed.retryAfter(), step, now);
      case AttemptSnoozed _ when !fencedOff && before.isCancelAsked() -> isCancelled(step);
      case AttemptSnoozed snoozed when !fencedOff -> {
        assertThat(after.state()).isEqualTo(TaskState.SCHEDULED);
        assertThat(after.runAt()).isEqualTo(now.plus(snoozed.delay()));
        assertThat(step.seen().current().number()).isEqualTo(event.attempt());
      }
      case AttemptCancelled _ when !fencedOff ->
          assertThat(after.state()).isEqualTo(TaskState.CANCELLED);
      case AttemptExpired _ when !known && mayExpire(before) -> isExpired(before, step);
      case AttemptDelegated _ when owns && before.isCancelAsked() -> isCancelled(step);
      case AttemptDelegated to when owns -> {
        assertThat(step.seen().childrenTold()).isEqualTo(to.children());
        delegated = to.attempt();
      }
      case AttemptClaimed _,
          Heartbeat _,
          Checkpointed _,
          AttemptFailed _,
          AttemptSnoozed _,
          AttemptCancelled _,
          AttemptExpired _,
          AttemptDelegated _ ->
          nothingChanges(before, step);
    }
  }

  private static boolean isStale(Seen before, AttemptEvent event) {
    if (before.isOver() || event.attempt() != before.current().number() || before.isDelegated()) {
      return true;
    }
    boolean wasNeverOut = before.current().handOut() == null;
    boolean outdated =
        before.fanOut() != null && before.fanOut().outdated().contains(event.runId());
    boolean knowsTooLittle =
        event instanceof AttemptStarted started
            && !before.runIds().contains(event.runId())
            && started.childrenTold() != before.childrenTold();
    return wasNeverOut || outdated || knowsTooLittle;
  }

  /// A cancel takes effect at once if no worker can have the task. Otherwise workers are told.
  /// A second cancel changes nothing.
  private static void cancelled(Seen before, CancelTask command, Turn step) {
    boolean counts =
        before != null && before.isSubmitted() && !before.isOver() && !before.isCancelAsked();
    if (!counts) {
      nothingChanges(before, step);
      return;
    }
    Task after = step.seen().task();
    boolean waits = before.task().state() == TaskState.SCHEDULED || before.isInLine();
    if (before.current().handOut() == null || waits) {
      isCancelled(step);
    } else {
      assertThat(after.state()).isEqualTo(before.task().state());
      assertThat(after.cancelRequestedAt()).isEqualTo(command.at());
      assertThat(step.effects()).hasAtLeastOneElementOfType(StopWorkers.class);
    }
  }

  private static void isCancelled(Turn step) {
    assertThat(step.seen().task().state()).isEqualTo(TaskState.CANCELLED);
    assertThat(step.seen().task().attempts()).allMatch(attempt -> attempt.outcome() != null);
  }

  private static void isExpired(Seen before, Turn step) {
    if (before.isCancelAsked()) {
      isCancelled(step);
    } else {
      assertThat(step.seen().task().state()).isEqualTo(TaskState.EXPIRED);
    }
  }

  /// The attempt is spent. The next one follows after its back-off, as long as the policy
  /// allows one.
  private void endedBadly(
      Seen before, boolean isFinal, Duration retryAfter, Turn step, Instant now) {
    int tries = before.current().number() - spent;
    Duration backoff = Duration.ofSeconds(10L * tries);
    boolean longer = retryAfter != null && retryAfter.compareTo(backoff) > 0;
    endedBadly(before, isFinal, now.plus(longer ? retryAfter : backoff), step);
  }

  /// Nobody has the attempt any more. It is spent, and the next one need not wait.
  private void lost(Seen before, Turn step, Instant now) {
    endedBadly(before, false, now, step);
  }

  private void endedBadly(Seen before, boolean isFinal, Instant next, Turn step) {
    if (before.isCancelAsked()) {
      isCancelled(step);
      return;
    }
    Task after = step.seen().task();
    int attempt = before.current().number();
    if (isFinal || attempt - spent == Fixtures.RETRY.maxAttempts()) {
      assertThat(after.state()).isEqualTo(TaskState.FAILED);
      assertThat(after.error()).isNotNull();
    } else {
      assertThat(after.state()).isEqualTo(TaskState.RETRYING);
      assertThat(after.runAt()).isEqualTo(next);
      assertThat(step.seen().current().number()).isEqualTo(attempt + 1);
    }
  }

  private void childEnded(Seen before, ChildReport child, Turn step) {
    boolean heard =
        before != null
            && ((before.isOver() && !before.mayRunAgain())
                || (before.fanOut() != null
                    && before.fanOut().ended().contains(child.end().child())));
    if (heard) {
      nothingChanges(before, step);
      return;
    }
    FanOut fanOut = step.seen().fanOut();
    assertThat(fanOut.ended().contains(child.end().child())).isTrue();
    assertThat(fanOut.succeeded() + fanOut.failed()).isEqualTo(fanOut.ended().countBelow(100));
  }

  /// It goes on counting its attempts, and never expires again.
  private void replayed(Seen before, RetryTask command, Turn step) {
    boolean meant =
        before != null && before.mayRunAgain() && before.task().version() == command.version();
    if (!meant) {
      nothingChanges(before, step);
    } else if (!step.events().isEmpty()) {
      int attempts =
          before.task().attempts().stream().mapToInt(Attempt::number).max().orElse(spent);
      assertThat(step.seen().isOver()).isFalse();
      assertThat(step.seen().current().number()).isGreaterThan(attempts);
      assertThat(step.seen().task().attempts()).isEqualTo(before.task().attempts());
      replays++;
      spent = step.seen().current().number() - 1;
      expiry = null;
      if (command.input() != null) {
        input = command.input();
        checkpoint = null;
      }
    }
  }

  private static void dropped(Seen before, DropTask command, Turn step) {
    boolean meant =
        before != null && before.isOver() && before.task().version() == command.version();
    if (meant) {
      assertThat(step.seen()).isNull();
    } else {
      nothingChanges(before, step);
    }
  }

  private void fired(Seen before, TimerFired timer, Turn step, Instant now, BooleanSupplier lost) {
    boolean stale =
        before == null || before.armed() == null || !before.armed().at().equals(timer.due());
    if (stale || now.isBefore(before.deadline().at())) {
      assertThat(step.events()).isEmpty();
      return;
    }
    Seen after = step.seen();
    switch (before.deadline().kind()) {
      case DUE -> due(before, step, now);
      case EXPIRY -> expired(before, step, now);
      case WATCH -> watched(before, timer, step, now, lost);
      case LEASE -> {
        Instant since = heardAt.isBefore(timer.listeningSince()) ? timer.listeningSince() : heardAt;
        Instant end = since.plus(Fixtures.LEASE);
        Instant silentUntil = end.minus(Fixtures.LEASE.dividedBy(3));
        if (now.isBefore(end) || timer.heardUntil().isBefore(silentUntil)) {
          postponed(before, step, now);
        } else {
          lost(before, step, now);
        }
      }
      case EARLY -> {
        boolean mayCome = timer.heardUntil().isBefore(before.deadline().at());
        if (mayCome) {
          postponed(before, step, now);
        } else {
          assertThat(after).isNull();
        }
      }
      case STOP -> {
        Instant certain = before.stop().handOut().at().plus(Life.RULES.watchSlack());
        if (timer.heardUntil().isAfter(certain)) {
          assertThat(after.isStopped()).isFalse();
        } else {
          assertThat(step.effects()).isEmpty();
          assertThat(after.deadline().at()).isAfter(now);
        }
      }
      case RETENTION -> {
        assertThat(after).isNull();
        assertThat(now)
            .isAfterOrEqualTo(
                before.task().finishedAt().plus(Duration.ofDays(7)).minus(Fixtures.CLOCK_AHEAD));
      }
    }
  }

  private void watched(
      Seen before, TimerFired timer, Turn step, Instant now, BooleanSupplier lost) {
    Instant certain = before.current().handOut().at().plus(Life.RULES.watchSlack());
    if (!timer.heardUntil().isAfter(certain)) {
      postponed(before, step, now);
      return;
    }
    assertThat(lost.getAsBoolean()).as("somebody still has what is given up").isTrue();
    if (before.task().state() == TaskState.QUEUED && before.isCancelAsked()) {
      isCancelled(step);
    } else if (before.task().state() == TaskState.QUEUED) {
      handedOut(before, step);
    } else {
      lost(before, step, now);
    }
  }

  private void due(Seen before, Turn step, Instant now) {
    if (mayExpire(before) && !now.isBefore(expiry)) {
      isExpired(before, step);
    } else if (!gate.isOpen()) {
      linedUp(before, step);
    } else {
      handedOut(before, step);
    }
  }

  /// Nobody can have it before its turn comes, except the record of an attempt handed back.
  private static void linedUp(Seen before, Turn step) {
    assertThat(step.seen().isInLine()).isTrue();
    assertThat(step.seen().task().state()).isEqualTo(TaskState.QUEUED);
    assertThat(step.seen().current().number()).isEqualTo(before.current().number());
    assertThat(step.seen().current().handOut()).isEqualTo(before.current().handOut());
    assertThat(step.effects()).hasAtLeastOneElementOfType(Show.class);
    assertThat(step.effects()).noneMatch(HandToWorkers.class::isInstance);
  }

  /// Others are told nothing of a turn in the queue: they can't know whether it has come. They see
  /// that the task waits for a limit no longer.
  private void inTurn(Seen before, Turn step) {
    if (before == null || !before.isInLine()) {
      nothingChanges(before, step);
      return;
    }
    if (!gate.isOpen()) {
      waitsOn(before, step);
      return;
    }
    handedOut(before, step);
    assertThat(step.seen().isInLine()).isFalse();
    assertThat(step.seen().task().waitingFor()).isNull();
    if (before.task().waitingFor().equals(WaitingFor.turn())) {
      assertThat(step.effects()).noneMatch(Show.class::isInstance);
      assertThat(besidesTheReason(step.seen().task())).isEqualTo(besidesTheReason(before.task()));
    } else {
      assertThat(step.effects()).hasAtLeastOneElementOfType(Show.class);
    }
  }

  /// It waits in the line that is before it now. If it can't run, it has no units.
  private void waitsOn(Seen before, Turn step) {
    assertThat(step.effects()).noneMatch(HandToWorkers.class::isInstance);
    Seen after = Seen.of(step.kept());
    assertThat(after.isInLine()).isTrue();
    assertThat(after.task().state()).isEqualTo(TaskState.QUEUED);
    assertThat(after.current().number()).isEqualTo(before.current().number());
    assertThat(after.current().handOut()).isEqualTo(before.current().handOut());
    InLine waiting = (InLine) step.kept().entry();
    assertThat(waiting.line()).isEqualTo(gate.line().orElseThrow());
    if (gate.isStopped()) {
      assertThat(waiting.work().taken()).isEmpty();
    }
  }

  private void stopped(Seen before, Turn step) {
    if (before != null && before.isInLine() && gate.isStopped()) {
      waitsOn(before, step);
    } else {
      nothingChanges(before, step);
    }
  }

  private static JsonNode besidesTheReason(Task task) {
    ObjectNode json = Json.MAPPER.valueToTree(task);
    return json.without("waitingFor");
  }

  /// A worker may have started in time without having been heard yet.
  private void expired(Seen before, Turn step, Instant now) {
    assertThat(mayExpire(before)).isTrue();
    assertThat(now).isAfterOrEqualTo(expiry);
    Instant certain = expiry.plus(Life.RULES.watchSlack());
    boolean mayHaveStarted = before.task().state() == TaskState.QUEUED && !before.isInLine();
    if (mayHaveStarted && now.isBefore(certain)) {
      postponed(before, step, now);
    } else {
      isExpired(before, step);
    }
  }

  private static void postponed(Seen before, Turn step, Instant now) {
    assertThat(step.effects()).isEmpty();
    assertThat(step.seen().current()).isEqualTo(before.current());
    assertThat(step.seen().deadline().at()).isAfter(now);
  }

  /// Whoever takes it is told when it expires.
  private void handedOut(Seen before, Turn step) {
    if (mayExpire(before)) {
      assertThat(step.effects())
          .filteredOn(HandToWorkers.class::isInstance)
          .allMatch(effect -> expiry.equals(((HandToWorkers) effect).item().expiresAt()));
    }
    assertThat(step.seen().task().state()).isEqualTo(TaskState.QUEUED);
    assertThat(step.seen().current().number()).isEqualTo(before.current().number());
    assertThat(step.effects()).hasAtLeastOneElementOfType(HandToWorkers.class);
  }

  private void told(Effect effect, Seen after, BooleanSupplier lost) {
    switch (effect) {
      case Show(Task task) -> {
        assertThat(task.version()).as("version").isGreaterThan(shownVersion);
        shownVersion = task.version();
        storyGoesOn(task);
        ends += task.state().hasEnded() ? 1 : 0;
      }
      case HandToWorkers(WorkItem item) -> {
        assertThat(item.attempt()).isEqualTo(after.current().number());
        assertThat(item.input()).isEqualTo(input);
        assertThat(item.checkpoint()).isEqualTo(checkpoint);
        assertThat(Optional.ofNullable(item.children())).isEqualTo(after.fanOutSoFar().summary());
      }
      case Announce _, TellParent _ -> newsOfEnds++;
      case SubmitSuccessor(SubmitTask task) -> {
        assertThat(task.lineage().followsOrNull()).isEqualTo(after.task().id());
        assertThat(task.flaw()).isNull();
      }
      case AskDebounce(var question) -> throw new AssertionError("asked " + question);
      case Effect.AskFormer(var question) -> throw new AssertionError("asked " + question);
      case Effect.TellWaiter(var news) -> throw new AssertionError("told " + news);
      case Forget _ -> tombstones++;
      case TellProgress _ -> {}
      case StopWorkers(StopTask stop) -> {
        assertThat(stopStands).as("told twice").isFalse();
        assertThat(stop.attempt()).isEqualTo(after.current().number());
        stopStands = true;
      }
      case WithdrawStop _ -> {
        assertThat(stopStands).as("nothing to withdraw").isTrue();
        // A task that runs again is protected by its attempt's number, and a dropped one by
        // being unknown.
        boolean staysOver = after != null && after.isOver();
        assertThat(!staysOver || lost.getAsBoolean())
            .as("somebody can still take the record")
            .isTrue();
        stopStands = false;
      }
      case CancelChild(CancelTask command) ->
          assertThat(command.taskId()).isNotEqualTo(after.task().id());
    }
  }

  /// What endpoints are told in order follows from each version of the task. Nothing of it changes
  /// later, unless a run that has failed reports another end, which no worker does.
  private void storyGoesOn(Task task) {
    List<Happening> now = TaskStory.of(PublicTask.of(task, null)).all();
    boolean isWhole =
        task.attempts().size() < TaskRuns.MAX_ATTEMPTS_KEPT
            && task.earlierEnds().size() < TaskRuns.MAX_ENDS_KEPT;
    if (isWhole && !hasRunEndedTwice(rows, task.attempts())) {
      assertThat(now.size()).isGreaterThanOrEqualTo(story.size());
      assertThat(now.subList(0, story.size())).isEqualTo(story);
    }
    if (task.state().hasEnded()) {
      assertThat(now.getLast().type()).isEqualTo(EventPattern.ofEnd(task.state()));
    }
    story = now;
    rows = task.attempts();
  }

  /// The second end stands in the row of the first.
  private static boolean hasRunEndedTwice(List<Attempt> before, List<Attempt> now) {
    return IntStream.range(0, Math.min(before.size(), now.size()))
        .anyMatch(
            i ->
                before.get(i).outcome() == Attempt.Outcome.FAILED
                    && now.get(i).outcome() != Attempt.Outcome.FAILED);
  }

  private static void nothingChanges(Seen before, Turn step) {
    assertThat(step.effects()).isEmpty();
    if (!step.isNothing()) {
      assertSame(step.seen(), before);
    }
  }

  /// The same apart from the timer and the runs that are ignored.
  private static void assertSame(Seen one, Seen other) {
    assertThat(one.bare()).isEqualTo(other.bare());
  }

  /// A step, and the entry it was made from.
  private record Turn(
      StoredEntry<TaskEntry, DeadlineKind> before,
      Step<TaskEntry, TaskEvent, Effect, DeadlineKind> made) {
    StoredEntry<TaskEntry, DeadlineKind> kept() {
      return made.isNothing() ? before : made.after();
    }

    Seen seen() {
      return Seen.of(made.after());
    }

    List<TaskEvent> events() {
      return made.events();
    }

    List<Effect> effects() {
      return made.effects();
    }

    boolean isNothing() {
      return made.isNothing();
    }
  }
}
