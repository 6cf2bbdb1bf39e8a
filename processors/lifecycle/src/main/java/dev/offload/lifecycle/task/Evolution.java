package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.Deadline.Kind;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// Applies what was decided to a task: pure, total, and without an opinion of its own.
public final class Evolution {
  private Evolution() {}

  /// The entry after all of `events`; null where nothing is left to keep.
  public static TaskEntry evolve(TaskEntry entry, List<TaskEvent> events) {
    TaskEntry result = entry;
    for (TaskEvent event : events) {
      result = evolve(result, event);
    }
    return result;
  }

  static TaskEntry evolve(TaskEntry entry, TaskEvent event) {
    return switch (event) {
      case TaskScheduled e ->
          submitted(entry, NextVersion.first(e.submitted(), TaskState.SCHEDULED))
              .with(Assignment.of(e.submitted()))
              .with(CurrentAttempt.waiting(1))
              .withDeadline(Kind.DUE, e.submitted().runAt());
      case TaskQueued e ->
          submitted(entry, NextVersion.first(e.submitted(), TaskState.QUEUED))
              .with(Assignment.of(e.submitted()))
              .with(CurrentAttempt.out(1, e.handOut()))
              .withDeadline(Kind.WATCH, e.watchAt());
      case AttemptHandedOut e ->
          entry
              .with(NextVersion.of(entry.task()).state(TaskState.QUEUED).runAt(null).build())
              .with(entry.current().outAgain(e.handOut()))
              .withDeadline(Kind.WATCH, e.watchAt());
      case RunStarted e -> started(entry, e);
      case LeaseTaken e ->
          entry
              .with(entry.current().leased(new Lease(e.length(), e.heardAt())))
              .withDeadline(Kind.LEASE, e.heardAt().plus(e.length()));
      case CheckpointKept e -> entry.with(entry.assignment().withCheckpoint(e.checkpoint()));
      case RunSnoozed e ->
          logged(entry, e.end(), next(entry).state(TaskState.SCHEDULED).runAt(e.runAt()))
              .with(entry.current().handedBack(e.lostRuns()))
              .withDeadline(Kind.DUE, e.runAt());
      case AttemptRetried e ->
          logged(entry, e.end(), next(entry).state(TaskState.RETRYING).runAt(e.runAt()))
              .with(CurrentAttempt.waiting(entry.current().number() + 1))
              .withDeadline(Kind.DUE, e.runAt());
      case TaskSucceeded e ->
          over(
              entry,
              e.end(),
              next(entry).state(TaskState.SUCCEEDED).result(e.result()).files(e.files()),
              e.forgetAt());
      case TaskFailed e ->
          over(
              entry,
              e.end(),
              next(entry).state(TaskState.FAILED).error(e.end().error()),
              e.forgetAt());
      case TaskCancelled e ->
          over(entry, e.end(), next(entry).state(TaskState.CANCELLED), e.forgetAt());
      case EarlyEventKept e -> early(entry, e);
      case DeadlinePostponed e -> entry.withDeadline(entry.deadline().kind(), e.until());
      case EarlyEventsDropped _, TaskForgotten _ -> null;
    };
  }

  private static TaskEntry submitted(TaskEntry early, NextVersion first) {
    Deadline armed = early == null ? null : early.armed();
    return new TaskEntry(first.build(), null, null, List.of(), List.of(), null, armed);
  }

  private static TaskEntry started(TaskEntry entry, RunStarted e) {
    CurrentAttempt current = entry.current();
    AttemptLog log = entry.attemptLog().started(e.runId(), e.worker(), current.number(), e.at());
    NextVersion task = next(entry).state(TaskState.RUNNING).runAt(null).attempts(log.rows());
    return entry
        .with(task.startedAt(e.at()).build())
        .withRunIds(log.runIds())
        .with(current.ownedBy(e.runId()))
        .withDeadline(Kind.WATCH, e.watchAt());
  }

  private static TaskEntry logged(TaskEntry entry, RunEnd end, NextVersion task) {
    AttemptLog log = entry.attemptLog().ended(end, entry.current().number());
    return entry.with(task.attempts(log.rows()).build()).withRunIds(log.runIds());
  }

  private static TaskEntry over(TaskEntry entry, RunEnd end, NextVersion task, Instant forgetAt) {
    TaskEntry logged = logged(entry, end, task.runAt(null).finishedAt(end.at()));
    return new TaskEntry(logged.task(), null, null, null, null, null, entry.armed())
        .withDeadline(Kind.RETENTION, forgetAt);
  }

  private static TaskEntry early(TaskEntry entry, EarlyEventKept e) {
    if (entry == null) {
      return new TaskEntry(null, null, null, null, List.of(e.event()), null, null)
          .withDeadline(Kind.EARLY, e.giveUpAt());
    }
    return new TaskEntry(
        null,
        null,
        null,
        null,
        EarlyEvents.add(entry.early(), e.event()),
        entry.deadline(),
        entry.armed());
  }

  private static NextVersion next(TaskEntry entry) {
    return NextVersion.of(entry.task());
  }
}
