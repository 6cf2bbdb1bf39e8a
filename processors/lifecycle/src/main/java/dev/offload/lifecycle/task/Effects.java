package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.schemas.completion.Completion;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The third pure step: what follows for others from a task having been `before` and being `after`.
/// Several events in one step show only their last state.
public final class Effects {
  private Effects() {}

  /// Both entries may be null; `source` names this installation in completions.
  public static List<Effect> of(TaskEntry before, TaskEntry after, URI source) {
    Task old = before == null ? null : before.task();
    Task task = after == null ? null : after.task();
    if (task == null) {
      return old == null ? List.of() : List.of(new Forget(old.id()));
    }
    if (old != null && old.version() == task.version()) {
      return List.of();
    }
    List<Effect> effects = new ArrayList<>(3);
    effects.add(new Show(task));
    if (isNewlyOut(before, after)) {
      effects.add(new HandToWorkers(workItem(after)));
    }
    if (task.state().isFinal() && task.origin() == Origin.CLIENT) {
      effects.add(new Announce(completion(task, source)));
    }
    return effects;
  }

  private static boolean isNewlyOut(TaskEntry before, TaskEntry after) {
    if (after.task().state() != TaskState.QUEUED) {
      return false;
    }
    HandOut now = after.current().handOut();
    boolean wasOut =
        before != null
            && before.isSubmitted()
            && before.task().state() == TaskState.QUEUED
            && before.current().handOut().equals(now);
    return now.route() == Route.WORK && !wasOut;
  }

  private static WorkItem workItem(TaskEntry entry) {
    Task task = entry.task();
    Assignment assignment = entry.assignment();
    return new WorkItem(
        task.id(),
        task.tenant(),
        task.type(),
        task.queue(),
        entry.current().number(),
        assignment.input(),
        assignment.checkpoint(),
        entry.current().lostRuns(),
        assignment.traceparent());
  }

  /// The same end always has the same id, so that whoever sees it twice can tell.
  private static Completion completion(Task task, URI source) {
    return new Completion(
        task.id() + "-" + task.version(),
        source,
        task.finishedAt(),
        task.tenant(),
        PublicTask.of(task, null));
  }
}
