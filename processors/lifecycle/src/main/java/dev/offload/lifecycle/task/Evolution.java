package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.Deadline.Kind;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.CancelAsked;
import dev.offload.lifecycle.task.TaskEvent.CheckpointKept;
import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventKept;
import dev.offload.lifecycle.task.TaskEvent.EarlyEventsDropped;
import dev.offload.lifecycle.task.TaskEvent.LeaseTaken;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.NamedFiles;
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
          submitted(entry, e.submitted(), TaskState.SCHEDULED)
              .with(CurrentAttempt.waiting(1))
              .waitingUntil(Kind.DUE, e.submitted().runAt());
      case TaskQueued e ->
          submitted(entry, e.submitted(), TaskState.QUEUED)
              .with(CurrentAttempt.out(1, e.handOut()))
              .waitingUntil(Kind.WATCH, e.watchAt());
      case AttemptHandedOut e ->
          entry
              .with(NextVersion.of(entry.task()).state(TaskState.QUEUED).runAt(null).build())
              .with(entry.current().outAgain(e.handOut()))
              .waitingUntil(Kind.WATCH, e.watchAt());
      case RunStarted e -> started(entry, e);
      case LeaseTaken e ->
          entry
              .with(entry.current().leased(new Lease(e.length(), e.heardAt())))
              .withDeadline(Kind.LEASE, e.heardAt().plus(e.length()));
      case CheckpointKept e -> checkpointed(entry, e.checkpoint());
      case RunSnoozed e ->
          logged(entry, e.end(), next(entry).state(TaskState.SCHEDULED).runAt(e.runAt()))
              .with(entry.current().handedBack(e.lostRuns()))
              .waitingUntil(Kind.DUE, e.runAt());
      case RunDelegated e -> delegated(entry, e);
      case ChildCounted e -> counted(entry, e);
      case ProgressTold e -> entry.with(entry.fanOutSoFar().toldAt(e.at()));
      case RunOutdated e -> entry.with(entry.fanOutSoFar().outdating(List.of(e.runId())));
      case AttemptRetried e ->
          logged(entry, e.end(), next(entry).state(TaskState.RETRYING).runAt(e.runAt()))
              .with(CurrentAttempt.waiting(entry.current().number() + 1))
              .waitingUntil(Kind.DUE, e.runAt());
      case TaskSucceeded e ->
          over(
              entry,
              e.end(),
              next(entry).state(TaskState.SUCCEEDED).result(e.result()).files(e.files()),
              e.forgetAt());
      case TaskFailed e ->
          badlyOver(
              entry,
              e.end(),
              next(entry).state(TaskState.FAILED).error(e.end().error()),
              e.forgetAt());
      case TaskCancelled e ->
          badlyOver(entry, e.end(), next(entry).state(TaskState.CANCELLED), e.forgetAt());
      case TaskExpired e ->
          badlyOver(entry, e.end(), next(entry).state(TaskState.EXPIRED), e.forgetAt());
      case TaskReplayed e -> replayed(entry.withoutStop(), e);
      case CancelAsked e -> entry.with(next(entry).cancelRequestedAt(e.at()).build());
      case StopKept e ->
          entry
              .with(new Stop(e.handOut(), entry.deadline().at()))
              .withDeadline(Kind.STOP, e.lookAt());
      case StopWithdrawn _ ->
          entry.withoutStop().withDeadline(Kind.RETENTION, entry.stop().forgetAt());
      case EarlyEventKept e -> early(entry, e);
      case DeadlinePostponed e -> postponed(entry, e.until());
      case EarlyEventsDropped _, TaskForgotten _ -> null;
    };
  }

  private static TaskEntry postponed(TaskEntry entry, Instant until) {
    // One whose children have ended has none, and waits to be handed out.
    Kind kind = entry.deadline() == null ? Kind.DUE : entry.deadline().kind();
    boolean waits =
        kind == Kind.DUE || (kind == Kind.WATCH && entry.task().state() == TaskState.QUEUED);
    return waits ? entry.waitingUntil(kind, until) : entry.withDeadline(kind, until);
  }

  /// Children may have been heard of before the task itself; its early events are applied next.
  private static TaskEntry submitted(TaskEntry early, SubmitTask submitted, TaskState state) {
    return orBlank(early)
        .with(NextVersion.first(submitted, state).build())
        .with(Assignment.of(submitted))
        .withChild(submitted.child())
        .withEarly(List.of());
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

  /// A checkpoint that names a file the task did not need before is told, so that the file is kept.
  private static TaskEntry checkpointed(TaskEntry entry, JsonNode checkpoint) {
    TaskEntry kept = entry.with(entry.assignment().withCheckpoint(checkpoint));
    List<String> before = entry.task().needs();
    if (before == null) {
      return kept;
    }
    List<String> needs = NamedFiles.and(before, checkpoint);
    return needs.equals(before) ? kept : kept.with(next(entry).needs(needs).build());
  }

  private static TaskEntry logged(TaskEntry entry, RunEnd end, NextVersion task) {
    AttemptLog log = entry.attemptLog().ended(end, entry.current().number());
    return entry.with(task.attempts(log.rows()).build()).withRunIds(log.runIds());
  }

  private static TaskEntry over(TaskEntry entry, RunEnd end, NextVersion task, Instant forgetAt) {
    TaskEntry logged = logged(entry, end, task.runAt(null).finishedAt(end.at()));
    return TaskEntry.blank(entry.armed())
        .with(logged.task())
        .withChild(entry.child())
        .withDeadline(Kind.RETENTION, forgetAt);
  }

  /// Over, but it may be wanted once more: what that takes stays with it.
  private static TaskEntry badlyOver(
      TaskEntry entry, RunEnd end, NextVersion task, Instant forgetAt) {
    TaskEntry ended = logged(entry, end, task.runAt(null).finishedAt(end.at()));
    Assignment kept = ended.assignment().spentUpTo(ended.current().number());
    boolean isTooLarge =
        end.runId() == null && end.error() != null && Decider.TOO_LARGE.equals(end.error().code());
    return ended
        .with(isTooLarge ? kept.withInput(null) : kept)
        .with((CurrentAttempt) null)
        .withDeadline(Kind.RETENTION, forgetAt);
  }

  private static TaskEntry replayed(TaskEntry entry, TaskReplayed e) {
    Assignment assignment =
        e.input() == null ? entry.assignment() : entry.assignment().withInput(e.input());
    List<String> needs = e.input() == null ? entry.task().needs() : NamedFiles.in(e.input());
    TaskEntry again = entry.with(assignment).with(CurrentAttempt.waiting(assignment.spent() + 1));
    return e.runAt() == null
        ? again
            .with(next(entry).state(TaskState.RUNNING).again().needs(needs).build())
            .withoutDeadline()
        : again
            .with(
                next(entry)
                    .state(TaskState.SCHEDULED)
                    .again()
                    .needs(needs)
                    .runAt(e.runAt())
                    .build())
            .withDeadline(Kind.DUE, e.runAt());
  }

  /// No worker has the attempt any more, and no run of before will be listened to again.
  private static TaskEntry delegated(TaskEntry entry, RunDelegated e) {
    TaskEntry logged = logged(entry, e.end(), next(entry));
    return logged
        .with(logged.fanOutSoFar().expecting(e.children()).outdating(logged.runIds()))
        .with(CurrentAttempt.waiting(entry.current().number()))
        .withoutDeadline();
  }

  private static TaskEntry counted(TaskEntry entry, ChildCounted e) {
    TaskEntry known = orBlank(entry);
    return orGivenUp(
        known.with(known.fanOutSoFar().with(e.child(), e.well(), e.tallies())), e.giveUpAt());
  }

  private static TaskEntry early(TaskEntry entry, EarlyEventKept e) {
    TaskEntry known = orBlank(entry);
    return orGivenUp(known.withEarly(EarlyEvents.add(known.early(), e.event())), e.giveUpAt());
  }

  private static TaskEntry orBlank(TaskEntry entry) {
    return entry == null ? TaskEntry.blank(null) : entry;
  }

  /// What waits for the submission waits until then, counted from the first of it.
  private static TaskEntry orGivenUp(TaskEntry entry, Instant giveUpAt) {
    boolean first = !entry.isSubmitted() && entry.deadline() == null;
    return first ? entry.withDeadline(Kind.EARLY, giveUpAt) : entry;
  }

  private static NextVersion next(TaskEntry entry) {
    return NextVersion.of(entry.task());
  }
}
