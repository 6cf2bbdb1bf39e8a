package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.task.EarlierEnd;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has happened to a task so far, whatever its state.
///
/// @param version how many changes others have been told of
/// @param startedAt when its first run started
/// @param log the runs it has had
/// @param earlierEnds how it ended each time before it was run again, the last of them
/// @param needs the files that its input and its checkpoint name, and those that its children have
///     made for it; empty if an old release wrote it without them
public record History(
    Subject subject,
    long version,
    Optional<Instant> startedAt,
    AttemptLog log,
    List<EarlierEnd> earlierEnds,
    Optional<List<String>> needs) {

  /// From what others see of it, and what only the lifecycle knows: all of its lineage, and the
  /// runs of its attempts' rows.
  static History of(Task task, Lineage lineage, List<String> runIds) {
    return new History(
        Subject.of(task, lineage),
        task.version(),
        Optional.ofNullable(task.startedAt()),
        new AttemptLog(task.attempts(), runIds),
        task.earlierEnds(),
        Optional.ofNullable(task.needs()));
  }

  History next() {
    return new History(subject, version + 1, startedAt, log, earlierEnds, needs);
  }

  /// The same once it is run again, which had ended like this.
  History again(End end, int attempt) {
    List<EarlierEnd> ends = new ArrayList<>(earlierEnds);
    ends.add(new EarlierEnd(end.state(), end.at(), version, attempt));
    List<EarlierEnd> kept =
        ends.subList(Math.max(0, ends.size() - TaskRuns.MAX_ENDS_KEPT), ends.size());
    return new History(subject, version + 1, startedAt, log, kept, needs);
  }

  /// The first start stays the start of the task.
  History started(RunStarted e, int attempt) {
    return new History(
        subject,
        version + 1,
        startedAt.or(() -> Optional.of(e.at())),
        log.started(e.runId(), e.worker(), attempt, e.at()),
        earlierEnds,
        needs);
  }

  History ended(RunEnd end, int attempt) {
    return new History(
        subject, version + 1, startedAt, log.ended(end, attempt), earlierEnds, needs);
  }

  History needing(Optional<List<String>> newNeeds) {
    return new History(subject, version, startedAt, log, earlierEnds, newNeeds);
  }

  /// The same, which needs these files, too. If it did not before, that is a change.
  History alsoNeeding(List<String> files) {
    return needs
        .map(before -> NamedFiles.together(before, files))
        .map(Optional::of)
        .filter(all -> !needs.equals(all))
        .map(all -> next().needing(all))
        .orElse(this);
  }

  /// The history without the ids of its runs, which nobody asks for any more.
  History withoutRuns() {
    return new History(subject, version, startedAt, log.withoutRuns(), earlierEnds, needs);
  }

  /// The task as others see it while it waits until `runAt`.
  Task waiting(TaskState state, Instant runAt) {
    return active(state, null, Optional.of(runAt), Optional.empty());
  }

  /// The same while it is queued and waits for others.
  Task inLine(WaitingFor reason) {
    return active(TaskState.QUEUED, reason, Optional.empty(), Optional.empty());
  }

  /// The same while it waits for later tasks with its debounce key.
  Task debounced(Instant until) {
    return active(
        TaskState.SCHEDULED, new WaitingFor.Debounce(until), Optional.empty(), Optional.empty());
  }

  /// The same while it waits for others to succeed.
  Task awaitingFormers() {
    return active(TaskState.SCHEDULED, new WaitingFor.Tasks(), Optional.empty(), Optional.empty());
  }

  /// The same while it is with workers, or with its children.
  Task withWorkers(TaskState state, Optional<Instant> cancelAsked) {
    return active(state, null, Optional.empty(), cancelAsked);
  }

  /// The same once it has ended.
  Task ended(End end) {
    TaskTimes times =
        new TaskTimes(
            subject.createdAt(), null, startedAt.orElse(null), end.at(), end.asked().orElse(null));
    return task(end.state(), null, times, end.runs(log, earlierEnds));
  }

  private Task active(
      TaskState state, WaitingFor reason, Optional<Instant> runAt, Optional<Instant> cancelAsked) {
    TaskTimes times =
        new TaskTimes(
            subject.createdAt(),
            runAt.orElse(null),
            startedAt.orElse(null),
            null,
            cancelAsked.orElse(null));
    return task(state, reason, times, new TaskRuns(log.rows(), null, List.of(), null, earlierEnds));
  }

  private Task task(TaskState state, WaitingFor reason, TaskTimes times, TaskRuns runs) {
    return new Task(
        new TaskFacts(
            subject.id(),
            subject.placement(),
            state,
            version,
            subject.lineage().origin(),
            subject.lineage().relatives(subject.then()),
            reason,
            times,
            runs,
            subject.terms()),
        subject.tenant(),
        subject.bodyHash().orElse(null),
        needs.orElse(null));
  }
}
