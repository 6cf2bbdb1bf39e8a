package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.NamedFiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is kept about a task until it has ended, whatever its state.
///
/// @param attempt the number of the current attempt
/// @param lostRuns how many runs of that attempt were lost, as told by the workers that handed
///     it back
/// @param taken the limits of which the attempt has units in use, as many as the task weighs
public record Work(
    History history,
    Assignment assignment,
    FanOut fanOut,
    int attempt,
    int lostRuns,
    List<LimitScope> taken) {

  public Work {
    taken = List.copyOf(taken);
  }

  /// Children's ends may have been read before the task itself.
  static Work first(SubmitTask submitted, Optional<Instant> waitsUntil, FanOut heard) {
    History history = History.of(submitted.begun(waitsUntil), submitted.lineage(), List.of());
    return new Work(history, Assignment.of(submitted), heard, 1, 0, List.of());
  }

  /// The same if these tasks wait for it, too.
  Work awaitedBy(List<Waiter> waiters) {
    return with(assignment.awaitedBy(waiters));
  }

  /// It waits for its formers, of which it has heard nothing yet.
  Work awaitingFormers() {
    return with(assignment.heard(Formers.UNHEARD));
  }

  /// It has heard more of the tasks that it waits for. If it needs files of theirs, others are
  /// told.
  Work heard(Formers formers) {
    return needing(formers.json()).with(assignment.heard(formers));
  }

  /// All that it has waited for have succeeded.
  Work afterFormers(JsonNode input) {
    return with(assignment.afterFormers(input));
  }

  private Work with(Assignment newAssignment) {
    return new Work(history, newAssignment, fanOut, attempt, lostRuns, taken);
  }

  /// The same, with a version for one more change.
  Work next() {
    return new Work(history.next(), assignment, fanOut, attempt, lostRuns, taken);
  }

  Work taking(LimitScope limit) {
    List<LimitScope> more = Stream.concat(taken.stream(), Stream.of(limit)).toList();
    return new Work(history, assignment, fanOut, attempt, lostRuns, more);
  }

  Work without(List<LimitScope> limits) {
    List<LimitScope> rest = taken.stream().filter(limit -> !limits.contains(limit)).toList();
    return new Work(history, assignment, fanOut, attempt, lostRuns, rest);
  }

  Work nextAttempt() {
    return new Work(history, assignment, fanOut, attempt + 1, 0, taken);
  }

  Work losing(int runs) {
    return new Work(history, assignment, fanOut, attempt, runs, taken);
  }

  Work with(FanOut newFanOut) {
    return new Work(history, assignment, newFanOut, attempt, lostRuns, taken);
  }

  Work started(RunStarted e) {
    return new Work(history.started(e, attempt), assignment, fanOut, attempt, lostRuns, taken);
  }

  /// The run has ended, and with it the use of its units.
  Work logged(RunEnd end) {
    return new Work(history.ended(end, attempt), assignment, fanOut, attempt, lostRuns, List.of());
  }

  /// If the checkpoint names a file that the task did not need before, others are told, so
  /// that the file is kept.
  Work checkpointed(JsonNode checkpoint) {
    return needing(checkpoint).with(assignment.withCheckpoint(checkpoint));
  }

  private Work needing(JsonNode naming) {
    History told =
        history
            .needs()
            .map(before -> NamedFiles.and(before, naming))
            .filter(needs -> !history.needs().equals(Optional.of(needs)))
            .map(needs -> history.next().needing(needs))
            .orElse(history);
    return new Work(told, assignment, fanOut, attempt, lostRuns, taken);
  }

  /// Whether it is too late for the current attempt to start.
  boolean isTooLate(Instant now) {
    return expiry().filter(expires -> !now.isBefore(expires)).isPresent();
  }

  /// The current attempt does not start at or after this time. Empty if it has already
  /// started, and goes on after its children.
  Optional<Instant> expiry() {
    return fanOut.hasDelegated(attempt) ? Optional.empty() : assignment.expiresAt();
  }

  /// A deadline at `at`, or the task's expiry if that comes first.
  Optional<Deadline<DeadlineKind>> orExpiry(DeadlineKind kind, Instant at) {
    return expiry()
        .filter(expiry -> !expiry.isAfter(at))
        .map(expiry -> new Deadline<>(DeadlineKind.EXPIRY, expiry))
        .or(() -> Optional.of(new Deadline<>(kind, at)));
  }

  /// The same deadline at a later time, but not later than the task's expiry.
  Optional<Deadline<DeadlineKind>> later(Optional<Deadline<DeadlineKind>> deadline, Instant until) {
    return deadline
        .map(Deadline::kind)
        .flatMap(
            kind ->
                kind == DeadlineKind.EXPIRY
                    ? Optional.of(new Deadline<>(kind, until))
                    : orExpiry(kind, until));
  }
}
