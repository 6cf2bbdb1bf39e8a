package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.ChildEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what the ends of its children mean for a task.
///
/// A child's end counts once, even if it is read before the task delegates to the child or
/// before the task's own submission. A task that has delegated goes on when all of them have
/// ended.
record FanOutDecider(Rules rules, HandOuts handOuts, EndDecider ends) {
  /// Users are told of the progress at most this often, and always of the last step.
  private static final Duration BETWEEN_TELLING = Duration.ofSeconds(1);

  List<TaskEvent> childEnded(TaskEntry entry, ChildEnded end, Instant now) {
    FanOut fanOut = entry.fanOut();
    if (entry instanceof Succeeded || fanOut.ended().contains(end.child())) {
      return List.of();
    }
    boolean well = end.state() == TaskState.SUCCEEDED;
    TaskEvent counted =
        new ChildCounted(
            end.child(),
            well,
            end.tallies(),
            Optional.ofNullable(end.detail()),
            now.plus(rules.earlyPatience()));
    if (!(entry instanceof Delegated)) {
      return List.of(counted);
    }
    int awaited = fanOut.childrenTold();
    int done = fanOut.done() + (end.child() < awaited ? 1 : 0);
    return waiting(counted, fanOut, done == awaited, now);
  }

  /// The run that owns the attempt waits until the first `children` have ended.
  List<TaskEvent> delegated(Running entry, RunEnd end, int children, Instant now) {
    TaskEvent delegated = new RunDelegated(end, children);
    if (ends.isAsked(entry)) {
      List<TaskEvent> events = new ArrayList<>(List.of(delegated));
      events.addAll(ends.cancelled(entry, EndDecider.withoutRun(end.at()), now));
      return events;
    }
    FanOut fanOut = entry.fanOut();
    return waiting(delegated, fanOut, fanOut.doneOf(children) == children, now);
  }

  /// `first`, and what follows from it for a task that waits for its children.
  private List<TaskEvent> waiting(TaskEvent first, FanOut fanOut, boolean isComplete, Instant now) {
    if (isComplete) {
      return List.of(first, new ProgressTold(now), handOuts.next(now));
    }
    return isTimeToTell(fanOut, now) ? List.of(first, new ProgressTold(now)) : List.of(first);
  }

  private static boolean isTimeToTell(FanOut fanOut, Instant now) {
    return fanOut.told().filter(told -> now.isBefore(told.at().plus(BETWEEN_TELLING))).isEmpty();
  }
}
