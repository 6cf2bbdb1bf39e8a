package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has happened to a task so far, whatever its state.
///
/// @param version how many changes others have been told of
/// @param startedAt when its first run started
/// @param log the runs it has had
/// @param needs the files that its input and its checkpoint name; null if an old release wrote
///     it without them
public record History(
    Subject subject,
    long version,
    Optional<Instant> startedAt,
    AttemptLog log,
    List<String> needs) {

  /// From what others see of it, and what only the lifecycle knows: its index among its
  /// parent's children, and the runs of its attempts' rows.
  static History of(Task task, Optional<Integer> child, List<String> runIds) {
    return new History(
        Subject.of(task, child),
        task.version(),
        Optional.ofNullable(task.startedAt()),
        new AttemptLog(task.attempts(), runIds),
        task.needs());
  }

  History next() {
    return new History(subject, version + 1, startedAt, log, needs);
  }

  /// The first start stays the start of the task.
  History started(RunStarted e, int attempt) {
    return new History(
        subject,
        version + 1,
        startedAt.or(() -> Optional.of(e.at())),
        log.started(e.runId(), e.worker(), attempt, e.at()),
        needs);
  }

  History ended(RunEnd end, int attempt) {
    return new History(subject, version + 1, startedAt, log.ended(end, attempt), needs);
  }

  History needing(List<String> newNeeds) {
    return new History(subject, version, startedAt, log, newNeeds);
  }

  /// Nobody will ask for the runs' ids any more.
  History withoutRuns() {
    return new History(subject, version, startedAt, log.withoutRuns(), needs);
  }

  /// The task as others see it while it waits until `runAt`.
  Task waiting(TaskState state, Instant runAt) {
    return task(state, null, runAt, Optional.empty(), Optional.empty());
  }

  /// The same while it is queued and waits for others.
  Task inLine(WaitingFor reason) {
    return task(TaskState.QUEUED, reason, null, Optional.empty(), Optional.empty());
  }

  /// The same while it is with workers, or with its children.
  Task withWorkers(TaskState state, Optional<Instant> cancelAsked) {
    return task(state, null, null, cancelAsked, Optional.empty());
  }

  /// The same once it has ended.
  Task ended(End end) {
    return task(end.state(), null, null, end.cancelAsked(), Optional.of(end));
  }

  private Task task(
      TaskState state,
      WaitingFor reason,
      Instant runAt,
      Optional<Instant> cancelAsked,
      Optional<End> end) {
    return new Task(
        new TaskFacts(
            subject.id(),
            subject.placement(),
            state,
            version,
            subject.origin(),
            subject.parent(),
            reason,
            new TaskTimes(
                subject.createdAt(),
                runAt,
                startedAt.orElse(null),
                end.map(End::at).orElse(null),
                cancelAsked.orElse(null)),
            new TaskRuns(
                log.rows(),
                end.map(End::result).orElse(null),
                end.map(End::files).orElse(List.of()),
                end.map(End::error).orElse(null)),
            subject.terms()),
        subject.tenant(),
        subject.bodyHash(),
        needs);
  }
}
