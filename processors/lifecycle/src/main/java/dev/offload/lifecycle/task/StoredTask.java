package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.WaitingFor;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildDetail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task's entry in its stored form: flat, with null for what is absent. Its state follows
/// from what is present.
///
/// @param task the task as others see it, which is stored beside the rest
/// @param waiters the tasks that wait for it if it has not been submitted yet; null for none
/// @param child as in its lineage, and so is `beforeAt`
public record StoredTask(
    Task task,
    StoredAssignment assignment,
    Current current,
    List<String> runIds,
    List<AttemptEvent> early,
    List<Waiter> waiters,
    Integer child,
    Instant beforeAt,
    StoredFanOut fanOut,
    Stop stop,
    Deadline<DeadlineKind> deadline,
    Deadline<DeadlineKind> armed) {

  /// The current attempt of a task.
  ///
  /// @param standing present if it is in a line
  /// @param holds the limits of which it has units in use; null for none
  public record Current(
      int number,
      HandOut handOut,
      String owner,
      Lease lease,
      int lostRuns,
      StoredPlace standing,
      List<LimitScope> holds) {
    static Current of(Active entry) {
      return new Current(
          entry.attempt(),
          entry instanceof Reachable known ? known.record() : null,
          entry instanceof Running run ? run.owner() : null,
          entry instanceof Running run ? run.lease().orElse(null) : null,
          entry.work().lostRuns(),
          entry instanceof InLine waiting ? StoredPlace.of(waiting) : null,
          entry.work().taken().isEmpty() ? null : entry.work().taken());
    }
  }

  /// What is known of its children, as in [FanOut].
  ///
  /// @param attempt null if it has not delegated, or an old release wrote it
  /// @param details null if there are none
  public record StoredFanOut(
      Integer expected,
      Integer attempt,
      IndexSet ended,
      int succeeded,
      int failed,
      Map<String, Long> tallies,
      List<ChildDetail> details,
      List<String> outdated,
      FanOut.ToldProgress told) {
    /// Null if nothing is known.
    static StoredFanOut of(FanOut known) {
      return known.equals(FanOut.NONE)
          ? null
          : new StoredFanOut(
              known.expected().orElse(null),
              known.attempt().orElse(null),
              known.ended(),
              known.succeeded(),
              known.failed(),
              known.sums(),
              known.details().isEmpty() ? null : known.details(),
              known.outdated(),
              known.told().orElse(null));
    }

    /// `log` is what old releases read the attempt from.
    FanOut fanOut(List<Attempt> log) {
      return new FanOut(
          Optional.ofNullable(expected),
          attempt == null ? lastDelegated(log) : Optional.of(attempt),
          ended,
          succeeded,
          failed,
          tallies,
          details == null ? List.of() : details,
          outdated == null ? List.of() : outdated,
          Optional.ofNullable(told));
    }

    private static Optional<Integer> lastDelegated(List<Attempt> log) {
      return log.stream()
          .filter(row -> row.outcome() == Outcome.DELEGATED)
          .map(Attempt::number)
          .max(Integer::compareTo);
    }
  }

  /// The line that an attempt is in, and since when.
  public record StoredPlace(String line, Instant since) {
    static StoredPlace of(InLine waiting) {
      return new StoredPlace(waiting.line().name(), waiting.since());
    }
  }

  public StoredTask {
    runIds = runIds == null ? List.of() : List.copyOf(runIds);
    early = early == null ? List.of() : List.copyOf(early);
  }

  public static StoredTask of(StoredEntry<TaskEntry, DeadlineKind> kept) {
    Deadline<DeadlineKind> deadline = kept.entry().deadline().orElse(null);
    Deadline<DeadlineKind> armed = kept.armed().orElse(null);
    return switch (kept.entry()) {
      case Unsubmitted e ->
          new StoredTask(
              null,
              null,
              null,
              null,
              e.early(),
              e.waiters().isEmpty() ? null : e.waiters(),
              null,
              null,
              StoredFanOut.of(e.fanOut()),
              null,
              deadline,
              armed);
      case Active e ->
          of(e, StoredAssignment.of(e.work().assignment()), Current.of(e), null, deadline, armed);
      case Replayable e ->
          of(e, StoredAssignment.of(e.remnant()), null, e.stop().orElse(null), deadline, armed);
      case Succeeded e -> of(e, null, null, e.stop().orElse(null), deadline, armed);
    };
  }

  private static StoredTask of(
      Submitted entry,
      StoredAssignment assignment,
      Current current,
      Stop stop,
      Deadline<DeadlineKind> deadline,
      Deadline<DeadlineKind> armed) {
    return new StoredTask(
        entry.task(),
        assignment,
        current,
        entry.history().log().runIds(),
        null,
        null,
        entry.subject().lineage().childOrNull(),
        entry.subject().lineage().beforeAtOrNull(),
        StoredFanOut.of(entry.fanOut()),
        stop,
        deadline,
        armed);
  }

  /// The same with another `task`, which may be null.
  public StoredTask with(Task other) {
    return new StoredTask(
        other,
        assignment,
        current,
        runIds,
        early,
        waiters,
        child,
        beforeAt,
        fanOut,
        stop,
        deadline,
        armed);
  }

  public StoredEntry<TaskEntry, DeadlineKind> kept() {
    return new StoredEntry<>(entry(), Optional.ofNullable(armed));
  }

  private TaskEntry entry() {
    List<Attempt> log = task == null ? List.of() : task.attempts();
    FanOut children = fanOut == null ? FanOut.NONE : fanOut.fanOut(log);
    if (task == null) {
      return new Unsubmitted(
          early, children, waiters == null ? List.of() : waiters, Optional.ofNullable(deadline));
    }
    Lineage lineage =
        Lineage.of(task.origin(), task.parent(), child, task.follows(), task.after(), beforeAt);
    History history = History.of(task, lineage, runIds);
    if (task.state().hasEnded()) {
      return ended(history, children);
    }
    List<LimitScope> taken = current.holds() == null ? List.of() : current.holds();
    return active(
        new Work(
            history,
            assignment.assignment(),
            children,
            current.number(),
            current.lostRuns(),
            taken));
  }

  private Ended ended(History history, FanOut children) {
    Optional<Stop> kept = Optional.ofNullable(stop);
    return switch (End.of(task)) {
      case End.Success end -> new Succeeded(history, end, kept, deadline);
      case End.Unsuccessful end ->
          new Replayable(history, assignment.remnant(), children, end, kept, deadline);
    };
  }

  private InLine inLine(Work work, StoredPlace standing, Optional<Deadline<DeadlineKind>> until) {
    Line line = Line.named(standing.line());
    return current.handOut() == null
        ? new InLine.Unseen(work, line, standing.since(), until)
        : new InLine.HandedBack(work, current.handOut(), line, standing.since(), until);
  }

  private Active waiting(Work work, Optional<Deadline<DeadlineKind>> until) {
    if (task.waitingFor() instanceof WaitingFor.Tasks) {
      return new AwaitingFormers(work, until);
    }
    if (task.waitingFor() instanceof WaitingFor.Debounce(Instant settled)) {
      return new Debounced(work, settled, until);
    }
    return current.handOut() == null
        ? new Waiting.Unseen(work, task.state(), task.runAt(), until)
        : new Waiting.HandedBack(work, current.handOut(), task.runAt(), until);
  }

  private Active active(Work work) {
    Optional<Deadline<DeadlineKind>> until = Optional.ofNullable(deadline);
    var asked = Optional.ofNullable(task.cancelRequestedAt());
    return switch (task.state()) {
      case SCHEDULED, RETRYING -> waiting(work, until);
      case QUEUED ->
          current.standing() == null
              ? new HandedOut(work, current.handOut(), asked, until)
              : inLine(work, current.standing(), until);
      case RUNNING ->
          current.handOut() == null
              ? new Delegated(work, until)
              : new Running(
                  work,
                  current.handOut(),
                  current.owner(),
                  Optional.ofNullable(current.lease()),
                  asked,
                  deadline);
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED ->
          throw new IllegalStateException("a task that has ended was read as an active one");
    };
  }
}
