package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// The children that a cancelled task leaves behind: those it has delegated to and that have not
/// ended. What it spawned without having delegated, only its worker knows.
final class Orphans {
  private Orphans() {}

  /// The commands that end those of the task `before`, which `events` have cancelled at `at`.
  static List<CancelTask> of(TaskEntry before, List<TaskEvent> events, Instant at) {
    TaskEntry entry = before;
    for (TaskEvent event : events) {
      if (event instanceof TaskCancelled) {
        return commands(entry, at);
      }
      entry = Evolution.evolve(entry, event);
    }
    return List.of();
  }

  private static List<CancelTask> commands(TaskEntry parent, Instant at) {
    Task task = parent.task();
    FanOut fanOut = parent.fanOutSoFar();
    if (fanOut.expected() == null) {
      return List.of();
    }
    ParentTask names = new ParentTask(task.id(), task.tenant(), null);
    return IntStream.range(0, fanOut.expected())
        .filter(child -> !fanOut.ended().contains(child))
        .mapToObj(child -> new CancelTask(names.childId(child), task.tenant(), at))
        .toList();
  }
}
