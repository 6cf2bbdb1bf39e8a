package dev.offload.lifecycle.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
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
import dev.offload.schemas.attempt.AttemptCancelled;
import dev.offload.schemas.attempt.AttemptClaimed;
import dev.offload.schemas.attempt.AttemptDelegated;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.attempt.AttemptExpired;
import dev.offload.schemas.attempt.AttemptFailed;
import dev.offload.schemas.attempt.AttemptSnoozed;
import dev.offload.schemas.attempt.AttemptStarted;
import dev.offload.schemas.attempt.AttemptSucceeded;
import dev.offload.schemas.attempt.Checkpointed;
import dev.offload.schemas.attempt.Heartbeat;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.control.StopTask;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// What must hold of every step of a task's life, said a second time and in other words than
/// `Decider` says it. It remembers what it has seen: who started last, what was checkpointed, when
/// the owner was heard of.
final class Law {
  private final TaskStepper stepper;
  private final List<AttemptEvent> early = new ArrayList<>();
  private String lastStarted;
  private Instant heardAt;
  private JsonNode input;
  private JsonNode checkpoint;
  private Instant expiry;
  private int spent;
  private long shownVersion;
  private int replays;
  private int ends;
  private int newsOfEnds;
  private int tombstones;
  private boolean stopStands;

  Law(TaskStepper stepper) {
    this.stepper = stepper;
  }

  /// How often it was run again after its end.
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

  /// Whether workers can read that the task is not to be begun.
  boolean stopStands() {
    return stopStands;
  }

  /// `lost` tells whether nobody has the attempt that was handed out.
  void check(TaskEntry before, Input input, Step step, Instant now, BooleanSupplier lost) {
    switch (input) {
      case Submission submission -> submitted(before, submission, step, now);
      case Report(AttemptEvent event) -> reported(before, event, step, now);
      case ChildReport child -> childEnded(before, child, step);
      case Replay(RetryTask command) -> replayed(before, command, step);
      case Drop(DropTask command) -> dropped(before, command, step);
      case TimerFired timer -> fired(before, timer, step, now, lost);
      case Cancellation(CancelTask command) -> cancelled(before, command, step);
    }
    step.effects().forEach(effect -> told(effect, step.after(), lost));
    if (!step.isNothing()) {
      everyStateIsMovedOnByTheClock(step.after());
    }
  }

  /// The timer store has the armed timer and no other.
  void checkTimers(TaskEntry entry, Set<Instant> timers) {
    Deadline armed = entry == null ? null : entry.armed();
    assertThat(timers).isEqualTo(armed == null ? Set.of() : new TreeSet<>(Set.of(armed.at())));
  }

  private void everyStateIsMovedOnByTheClock(TaskEntry entry) {
    if (entry == null) {
      return;
    }
    boolean waitsForChildren = entry.isSubmitted() && !entry.isOver() && entry.isDelegated();
    if (waitsForChildren) {
      assertThat(entry.fanOut().ended().countBelow(entry.fanOut().expected()))
          .as("children it waits for")
          .isLessThan(entry.fanOut().expected());
      return;
    }
    assertThat(entry.deadline()).as("deadline of %s", entry).isNotNull();
    assertThat(entry.armed()).as("timer of %s", entry).isNotNull();
    assertThat(entry.armed().kind()).isEqualTo(entry.deadline().kind());
    List<Deadline.Kind> kinds =
        !entry.isSubmitted()
            ? List.of(Deadline.Kind.EARLY)
            : switch (entry.task().state()) {
              case SCHEDULED, RETRYING -> orExpiry(entry, Deadline.Kind.DUE);
              case QUEUED -> orExpiry(entry, Deadline.Kind.WATCH);
              case RUNNING -> List.of(Deadline.Kind.WATCH, Deadline.Kind.LEASE);
              case SUCCEEDED, FAILED, CANCELLED, EXPIRED ->
                  List.of(entry.stop() == null ? Deadline.Kind.RETENTION : Deadline.Kind.STOP);
            };
    assertThat(entry.deadline().kind()).isIn(kinds);
  }

  /// Only what may come too late is moved on by its expiry, and not to any later time.
  private List<Deadline.Kind> orExpiry(TaskEntry entry, Deadline.Kind kind) {
    if (!mayExpire(entry)) {
      return List.of(kind);
    }
    Instant latest = expiry.plus(Life.RULES.passageSlack());
    assertThat(entry.deadline().at()).as("a look at its expiry").isBeforeOrEqualTo(latest);
    return List.of(kind, Deadline.Kind.EXPIRY);
  }

  /// Whether its present attempt has not begun and may come too late.
  private boolean mayExpire(TaskEntry entry) {
    int number = entry.current().number();
    boolean begunLongAgo =
        entry.task().attempts().stream()
            .anyMatch(row -> row.number() == number && row.outcome() == Outcome.DELEGATED);
    return expiry != null && !begunLongAgo && entry.task().state() != TaskState.RUNNING;
  }

  /// The first submission counts, and what was said before it as if it had been said after.
  private void submitted(TaskEntry before, Submission submission, Step step, Instant now) {
    if (before != null && before.isSubmitted()) {
      nothingChanges(before, step);
      return;
    }
    Task task = step.after().task();
    input = submission.task().input();
    expiry = submission.task().expiresAt();
    assertThat(task.id()).isEqualTo(submission.task().taskId());
    TaskEntry inOrder = before == null ? null : before.withEarly(List.of());
    inOrder = stepper.step(inOrder, submission, now, now).after();
    boolean waits = submission.task().runAt() != null && submission.task().runAt().isAfter(now);
    assertThat(inOrder.task().state()).isEqualTo(waits ? TaskState.SCHEDULED : TaskState.QUEUED);
    assertThat(inOrder.current().number()).isEqualTo(1);
    for (AttemptEvent event : early) {
      Step next = stepper.step(inOrder, new Report(event), now, now);
      reported(inOrder, event, next, now);
      inOrder = next.isNothing() ? inOrder : next.after();
    }
    assertSame(step.after(), inOrder);
  }

  private void reported(TaskEntry before, AttemptEvent event, Step step, Instant now) {
    if (before == null || !before.isSubmitted()) {
      early.add(event);
      assertThat(step.effects()).isEmpty();
    } else if (event.start().isPresent()) {
      AttemptEvent start = event.start().orElseThrow();
      Step first = stepper.step(before, new Report(start), now, now);
      reportedAlone(before, start, first, now);
      TaskEntry between = first.isNothing() ? before : first.after();
      Step second = stepper.step(between, new Report(event), now, now);
      assertSame(
          step.isNothing() ? before : step.after(), second.isNothing() ? between : second.after());
    } else {
      reportedAlone(before, event, step, now);
    }
  }

  private void reportedAlone(TaskEntry before, AttemptEvent event, Step step, Instant now) {
    if (isStale(before, event)) {
      nothingChanges(before, step);
      return;
    }
    boolean known = before.runIds().contains(event.runId());
    boolean owns = known && event.runId().equals(lastStarted) && before.current().owner() != null;
    boolean fencedOff = known && !owns;
    Task after = step.after() == null ? null : step.after().task();
    switch (event) {
      case AttemptStarted _ when known -> nothingChanges(before, step);
      case AttemptStarted _ -> {
        assertThat(after.state()).isEqualTo(TaskState.RUNNING);
        assertThat(after.startedAt()).isNotNull();
        assertThat(step.after().current().owner()).isEqualTo(event.runId());
        lastStarted = event.runId();
        heardAt = null;
      }
      case AttemptSucceeded succeeded -> {
        assertThat(after.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(after.result()).isEqualTo(succeeded.result());
      }
      case AttemptClaimed _, Heartbeat _ when owns -> {
        heardAt = now;
        assertThat(step.after().deadline())
            .isEqualTo(new Deadline(Deadline.Kind.LEASE, now.plus(Fixtures.LEASE)));
      }
      case Checkpointed kept when owns -> checkpoint = kept.checkpoint();
      case AttemptFailed failed when !fencedOff ->
          endedBadly(before, failed.error().isFinal(), failed.retryAfter(), step, now);
      case AttemptSnoozed _ when !fencedOff && before.isCancelAsked() -> isCancelled(step);
      case AttemptSnoozed snoozed when !fencedOff -> {
        assertThat(after.state()).isEqualTo(TaskState.SCHEDULED);
        assertThat(after.runAt()).isEqualTo(now.plus(snoozed.delay()));
        assertThat(step.after().current().number()).isEqualTo(event.attempt());
      }
      case AttemptCancelled _ when !fencedOff ->
          assertThat(after.state()).isEqualTo(TaskState.CANCELLED);
      case AttemptExpired _ when !known && mayExpire(before) -> isExpired(before, step);
      case AttemptDelegated _ when owns && before.isCancelAsked() -> isCancelled(step);
      case AttemptDelegated delegated when owns ->
          assertThat(step.after().fanOut().expected()).isEqualTo(delegated.children());
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

  private static boolean isStale(TaskEntry before, AttemptEvent event) {
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

  /// Asked for in time it comes at once where no worker can have the task, else workers are told;
  /// twice is once.
  private static void cancelled(TaskEntry before, CancelTask command, Step step) {
    boolean counts =
        before != null && before.isSubmitted() && !before.isOver() && !before.isCancelAsked();
    if (!counts) {
      nothingChanges(before, step);
      return;
    }
    Task after = step.after().task();
    if (before.current().handOut() == null || before.task().state() == TaskState.SCHEDULED) {
      isCancelled(step);
    } else {
      assertThat(after.state()).isEqualTo(before.task().state());
      assertThat(after.cancelRequestedAt()).isEqualTo(command.at());
      assertThat(step.effects()).hasAtLeastOneElementOfType(StopWorkers.class);
    }
  }

  private static void isCancelled(Step step) {
    assertThat(step.after().task().state()).isEqualTo(TaskState.CANCELLED);
    assertThat(step.after().task().attempts()).allMatch(attempt -> attempt.outcome() != null);
  }

  private static void isExpired(TaskEntry before, Step step) {
    if (before.isCancelAsked()) {
      isCancelled(step);
    } else {
      assertThat(step.after().task().state()).isEqualTo(TaskState.EXPIRED);
    }
  }

  /// The attempt is spent: another follows after its back-off as long as the policy allows one.
  private void endedBadly(
      TaskEntry before, boolean isFinal, Duration retryAfter, Step step, Instant now) {
    int tries = before.current().number() - spent;
    Duration backoff = Duration.ofSeconds(10L * tries);
    boolean longer = retryAfter != null && retryAfter.compareTo(backoff) > 0;
    endedBadly(before, isFinal, now.plus(longer ? retryAfter : backoff), step);
  }

  /// Nobody has it any more: it is spent, and the next one need not wait.
  private void lost(TaskEntry before, Step step, Instant now) {
    endedBadly(before, false, now, step);
  }

  private void endedBadly(TaskEntry before, boolean isFinal, Instant next, Step step) {
    if (before.isCancelAsked()) {
      isCancelled(step);
      return;
    }
    Task after = step.after().task();
    int attempt = before.current().number();
    if (isFinal || attempt - spent == Fixtures.RETRY.maxAttempts()) {
      assertThat(after.state()).isEqualTo(TaskState.FAILED);
      assertThat(after.error()).isNotNull();
    } else {
      assertThat(after.state()).isEqualTo(TaskState.RETRYING);
      assertThat(after.runAt()).isEqualTo(next);
      assertThat(step.after().current().number()).isEqualTo(attempt + 1);
    }
  }

  private void childEnded(TaskEntry before, ChildReport child, Step step) {
    boolean heard =
        before != null
            && ((before.isOver() && !before.mayRunAgain())
                || (before.fanOut() != null
                    && before.fanOut().ended().contains(child.end().child())));
    if (heard) {
      nothingChanges(before, step);
      return;
    }
    FanOut fanOut = step.after().fanOut();
    assertThat(fanOut.ended().contains(child.end().child())).isTrue();
    assertThat(fanOut.succeeded() + fanOut.failed()).isEqualTo(fanOut.ended().countBelow(100));
  }

  /// It counts on from the attempts it has had, and never expires again.
  private void replayed(TaskEntry before, RetryTask command, Step step) {
    boolean meant =
        before != null && before.mayRunAgain() && before.task().version() == command.version();
    if (!meant) {
      nothingChanges(before, step);
    } else if (!step.events().isEmpty()) {
      int attempts =
          before.task().attempts().stream().mapToInt(Attempt::number).max().orElse(spent);
      assertThat(step.after().isOver()).isFalse();
      assertThat(step.after().current().number()).isGreaterThan(attempts);
      assertThat(step.after().task().attempts()).isEqualTo(before.task().attempts());
      replays++;
      spent = step.after().current().number() - 1;
      expiry = null;
      if (command.input() != null) {
        input = command.input();
        checkpoint = null;
      }
    }
  }

  private static void dropped(TaskEntry before, DropTask command, Step step) {
    boolean meant =
        before != null && before.isOver() && before.task().version() == command.version();
    if (meant) {
      assertThat(step.after()).isNull();
    } else {
      nothingChanges(before, step);
    }
  }

  private void fired(
      TaskEntry before, TimerFired timer, Step step, Instant now, BooleanSupplier lost) {
    boolean stale =
        before == null || before.armed() == null || !before.armed().at().equals(timer.due());
    if (stale || now.isBefore(before.deadline().at())) {
      assertThat(step.events()).isEmpty();
      return;
    }
    TaskEntry after = step.after();
    switch (before.deadline().kind()) {
      case DUE -> due(before, step, now);
      case EXPIRY -> expired(before, step, now);
      case WATCH -> watched(before, timer, step, now, lost);
      case LEASE -> {
        Instant since = heardAt.isBefore(timer.listeningSince()) ? timer.listeningSince() : heardAt;
        Instant end = since.plus(Fixtures.LEASE);
        Instant silentUntil = end.minus(Fixtures.LEASE.dividedBy(3));
        if (now.isBefore(end) || timer.passedUntil().isBefore(silentUntil)) {
          postponed(before, step, now);
        } else {
          lost(before, step, now);
        }
      }
      case EARLY -> {
        boolean mayCome = timer.passedUntil().isBefore(before.deadline().at());
        if (mayCome) {
          postponed(before, step, now);
        } else {
          assertThat(after).isNull();
        }
      }
      case STOP -> {
        Instant certain = before.stop().handOut().at().plus(Life.RULES.passageSlack());
        if (timer.passedUntil().isAfter(certain)) {
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
      TaskEntry before, TimerFired timer, Step step, Instant now, BooleanSupplier lost) {
    Instant certain = before.current().handOut().at().plus(Life.RULES.passageSlack());
    if (!timer.passedUntil().isAfter(certain)) {
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

  private void due(TaskEntry before, Step step, Instant now) {
    if (mayExpire(before) && !now.isBefore(expiry)) {
      isExpired(before, step);
    } else {
      handedOut(before, step);
    }
  }

  /// Of what workers may have, a beginning in time may not have been heard of yet.
  private void expired(TaskEntry before, Step step, Instant now) {
    assertThat(mayExpire(before)).isTrue();
    assertThat(now).isAfterOrEqualTo(expiry);
    Instant certain = expiry.plus(Life.RULES.passageSlack());
    if (before.task().state() == TaskState.QUEUED && now.isBefore(certain)) {
      postponed(before, step, now);
    } else {
      isExpired(before, step);
    }
  }

  private static void postponed(TaskEntry before, Step step, Instant now) {
    assertThat(step.effects()).isEmpty();
    assertThat(step.after().current()).isEqualTo(before.current());
    assertThat(step.after().deadline().at()).isAfter(now);
  }

  /// Whoever takes it is told when it is too late.
  private void handedOut(TaskEntry before, Step step) {
    if (mayExpire(before)) {
      assertThat(step.effects())
          .filteredOn(HandToWorkers.class::isInstance)
          .allMatch(effect -> expiry.equals(((HandToWorkers) effect).item().expiresAt()));
    }
    assertThat(step.after().task().state()).isEqualTo(TaskState.QUEUED);
    assertThat(step.after().current().number()).isEqualTo(before.current().number());
    assertThat(step.effects()).hasAtLeastOneElementOfType(HandToWorkers.class);
  }

  private void told(Effect effect, TaskEntry after, BooleanSupplier lost) {
    switch (effect) {
      case Show(Task task) -> {
        assertThat(task.version()).as("version").isGreaterThan(shownVersion);
        shownVersion = task.version();
        ends += task.state().isFinal() ? 1 : 0;
      }
      case HandToWorkers(WorkItem item) -> {
        assertThat(item.attempt()).isEqualTo(after.current().number());
        assertThat(item.input()).isEqualTo(input);
        assertThat(item.checkpoint()).isEqualTo(checkpoint);
        assertThat(item.children()).isEqualTo(after.fanOutSoFar().summary());
      }
      case Announce _, TellParent _ -> newsOfEnds++;
      case Forget _ -> tombstones++;
      case TellProgress _ -> {}
      case StopWorkers(StopTask stop) -> {
        assertThat(stopStands).as("told twice").isFalse();
        assertThat(stop.attempt()).isEqualTo(after.current().number());
        stopStands = true;
      }
      case WithdrawStop _ -> {
        assertThat(stopStands).as("nothing to withdraw").isTrue();
        // What runs again is fenced off by its attempt's number, what was dropped by being unknown.
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

  private static void nothingChanges(TaskEntry before, Step step) {
    assertThat(step.effects()).isEmpty();
    if (!step.isNothing()) {
      assertSame(step.after(), before);
    }
  }

  /// The same but for the timer and for whom nobody listens to any more.
  private static void assertSame(TaskEntry one, TaskEntry other) {
    assertThat(bare(one)).isEqualTo(bare(other));
  }

  private static TaskEntry bare(TaskEntry entry) {
    FanOut fanOut = entry.fanOut();
    boolean blank =
        fanOut == null || (fanOut.expected() == null && fanOut.ended().bits().isEmpty());
    FanOut kept =
        blank
            ? null
            : new FanOut(
                fanOut.expected(),
                fanOut.ended(),
                fanOut.succeeded(),
                fanOut.failed(),
                fanOut.tallies(),
                List.of(),
                fanOut.told());
    return entry.withArmed(null).with(kept);
  }
}
