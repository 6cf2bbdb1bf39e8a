package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// Decides what becomes of tasks that have ended, where somebody asks for it: to run again, to be
/// forgotten. Asked for another end than the present one, nothing happens: a command that comes
/// twice counts once.
///
/// The attempts go on counting, so that no run of before is taken for one of now. Children are not
/// run again: the task goes on with what became of them, and so not with another input.
record ReplayDecider(Rules rules) {

  List<TaskEvent> replayed(TaskEntry entry, RetryTask command, Instant now) {
    if (!hasEnded(entry, command.version()) || entry.task().state() == TaskState.SUCCEEDED) {
      return List.of();
    }
    if (!canRun(entry, command)) {
      return List.of();
    }
    if (entry.awaitsChildren()) {
      return List.of(new TaskReplayed(command.input(), null));
    }
    boolean waits = command.runAt() != null && command.runAt().isAfter(now);
    return waits
        ? List.of(new TaskReplayed(command.input(), command.runAt()))
        : List.of(new TaskReplayed(command.input(), now), rules.handedOut(now));
  }

  List<TaskEvent> dropped(TaskEntry entry, DropTask command) {
    return hasEnded(entry, command.version()) ? List.of(new TaskForgotten()) : List.of();
  }

  private static boolean hasEnded(TaskEntry entry, long version) {
    return entry != null && entry.isOver() && entry.task().version() == version;
  }

  private static boolean canRun(TaskEntry entry, RetryTask command) {
    boolean hasInput = entry.assignment() != null && entry.assignment().input() != null;
    return command.input() == null
        ? hasInput
        : entry.assignment() != null && entry.fanOut() == null;
  }
}
