package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.Effect.Announce;
import dev.offload.lifecycle.task.Effect.CancelChild;
import dev.offload.lifecycle.task.Effect.Forget;
import dev.offload.lifecycle.task.Effect.HandToWorkers;
import dev.offload.lifecycle.task.Effect.Show;
import dev.offload.lifecycle.task.Effect.StopWorkers;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellProgress;
import dev.offload.lifecycle.task.Effect.WithdrawStop;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.schemas.completion.Completion;
import dev.offload.schemas.control.StopTask;
import dev.offload.schemas.coordination.ChildEnded;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkItem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The third pure step: what follows for others from a task having been `before` and being `after`.
/// Several events in one step show only their last state.
public final class Effects {
  private Effects() {}

  /// What follows of `events`. Both entries may be null; `source` names this installation in
  /// completions.
  public static List<Effect> of(
      TaskEntry before, List<TaskEvent> events, TaskEntry after, URI source) {
    Task old = before == null ? null : before.task();
    Task task = after == null ? null : after.task();
    if (task == null) {
      return old == null ? List.of() : forgotten(before);
    }
    List<Effect> effects = new ArrayList<>(3);
    if (old == null || old.version() != task.version()) {
      effects.add(new Show(task));
      if (isNewlyOut(before, after)) {
        effects.add(new HandToWorkers(workItem(after)));
      }
      if (task.state().isFinal()) {
        newsOfTheEnd(after, source).ifPresent(effects::add);
      }
    }
    stopOrNot(before, after).ifPresent(effects::add);
    if (task.state() == TaskState.CANCELLED) {
      Orphans.of(before, events, task.finishedAt()).stream()
          .map(CancelChild::new)
          .forEach(effects::add);
    }
    if (isProgressNew(before, after)) {
      effects.add(new TellProgress(progress(after)));
    }
    return effects;
  }

  private static Optional<Effect> newsOfTheEnd(TaskEntry entry, URI source) {
    Task task = entry.task();
    if (task.origin() == Origin.CLIENT) {
      return Optional.of(new Announce(completion(task, source)));
    }
    return Optional.ofNullable(entry.child())
        .map(
            child ->
                new TellParent(
                    new ChildEnded(
                        task.parent(),
                        task.tenant(),
                        child,
                        task.state(),
                        Tallies.of(task.result()))));
  }

  private static List<Effect> forgotten(TaskEntry before) {
    Forget forget = new Forget(before.task().id());
    return before.isStopped()
        ? List.of(forget, new WithdrawStop(before.task().id()))
        : List.of(forget);
  }

  private static Optional<Effect> stopOrNot(TaskEntry before, TaskEntry after) {
    boolean was = before != null && before.isStopped();
    if (was == after.isStopped()) {
      return Optional.empty();
    }
    Task task = after.task();
    return Optional.of(
        was
            ? new WithdrawStop(task.id())
            : new StopWorkers(
                new StopTask(
                    task.id(), task.tenant(), after.current().number(), task.cancelRequestedAt())));
  }

  private static boolean isProgressNew(TaskEntry before, TaskEntry after) {
    FanOut.Told told = after.fanOutSoFar().told();
    return told != null && (before == null || !told.equals(before.fanOutSoFar().told()));
  }

  private static TaskProgress progress(TaskEntry entry) {
    FanOut.Told told = entry.fanOutSoFar().told();
    return new TaskProgress(
        entry.task().id(),
        entry.task().tenant(),
        entry.current().number(),
        new Progress(told.done(), told.total(), null),
        told.at());
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
        entry.fanOutSoFar().summary(),
        entry.expiry(),
        assignment.timeout(),
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
