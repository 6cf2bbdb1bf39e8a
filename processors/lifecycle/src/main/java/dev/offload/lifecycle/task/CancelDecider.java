package dev.offload.lifecycle.task;

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
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what asking for its end means for a task.
///
/// One that no worker can have ends at once. Of one that a worker may have it is only asked, for
/// its handler may be done by now: whatever would lead it on then, a failure, a hand-back or a
/// delegation as well as a new hand-out, leads to its end instead; a success still counts.
record CancelDecider(Rules rules) {

  /// Somebody asks. Doing so twice is doing so once, and what is not known or over is left alone.
  List<TaskEvent> asked(TaskEntry entry, CancelTask command, Instant now) {
    boolean counts =
        entry != null && entry.isSubmitted() && !entry.isOver() && !entry.isCancelAsked();
    if (!counts) {
      return List.of();
    }
    return isWithWorkers(entry)
        ? List.of(new CancelAsked(command.at()))
        : List.of(cancelled(entry, byNobody(now), now));
  }

  private static boolean isWithWorkers(TaskEntry entry) {
    return switch (entry.task().state()) {
      case QUEUED -> true;
      case RUNNING -> !entry.isDelegated();
      case SCHEDULED, RETRYING, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> false;
    };
  }

  /// What of `events` happens to `entry`, should its end have been asked for.
  List<TaskEvent> heldTo(TaskEntry entry, List<TaskEvent> events, Instant now) {
    if (entry == null || !entry.isCancelAsked() || entry.isOver()) {
      return events;
    }
    List<TaskEvent> held = new ArrayList<>(events.size() + 1);
    for (TaskEvent event : events) {
      held.addAll(heldTo(entry, event, now));
      TaskEntry after = Evolution.evolve(entry, held);
      if (after.isOver()) {
        if (entry.current().handOut() != null) {
          held.add(new StopKept(entry.current().handOut(), now.plus(rules.watchAfter())));
        }
        return held;
      }
    }
    return held;
  }

  private List<TaskEvent> heldTo(TaskEntry entry, TaskEvent event, Instant now) {
    return switch (event) {
      case AttemptRetried e -> List.of(cancelled(entry, e.end(), now));
      case TaskFailed e -> List.of(cancelled(entry, e.end(), now));
      case TaskExpired e -> List.of(cancelled(entry, e.end(), now));
      case RunSnoozed e -> List.of(cancelled(entry, e.end(), now));
      case RunDelegated e -> List.of(e, cancelled(entry, byNobody(e.end().at()), now));
      case AttemptHandedOut _ -> List.of(cancelled(entry, byNobody(now), now));
      case TaskScheduled _,
          TaskQueued _,
          RunStarted _,
          LeaseTaken _,
          CheckpointKept _,
          ChildCounted _,
          ProgressTold _,
          RunOutdated _,
          TaskSucceeded _,
          TaskCancelled _,
          TaskReplayed _,
          CancelAsked _,
          StopKept _,
          StopWithdrawn _,
          EarlyEventKept _,
          EarlyEventsDropped _,
          DeadlinePostponed _,
          TaskForgotten _ ->
          List.of(event);
    };
  }

  private TaskCancelled cancelled(TaskEntry entry, RunEnd end, Instant now) {
    return new TaskCancelled(end, rules.forgetAt(entry.task().tenant(), TaskState.CANCELLED, now));
  }

  private static RunEnd byNobody(Instant at) {
    return new RunEnd(null, Outcome.CANCELLED, null, at);
  }
}
