package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunDelegated;
import dev.offload.schemas.coordination.ChildEnded;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what its children mean for a task that has some.
///
/// A child's end counts once, whenever it is heard of: before the task delegates to it, even before
/// the task's own submission. A task that has delegated goes on when all of them have ended.
record FanOutDecider(Rules rules) {
  /// The user is told of one step per so much time, and of the last.
  private static final Duration BETWEEN_TELLING = Duration.ofSeconds(1);

  List<TaskEvent> childEnded(TaskEntry entry, ChildEnded end, Instant now) {
    boolean counts =
        entry == null
            || ((!entry.isOver() || entry.mayRunAgain())
                && !entry.fanOutSoFar().ended().contains(end.child()));
    boolean well = end.state() == TaskState.SUCCEEDED;
    Instant giveUpAt = now.plus(rules.earlyPatience());
    return counts
        ? consequences(entry, new ChildCounted(end.child(), well, end.tallies(), giveUpAt), now)
        : List.of();
  }

  /// The owner has let go of the attempt until the first `children` have ended.
  List<TaskEvent> delegated(TaskEntry entry, RunEnd end, int children, Instant now) {
    return consequences(entry, new RunDelegated(end, children), now);
  }

  private List<TaskEvent> consequences(TaskEntry entry, TaskEvent first, Instant now) {
    List<TaskEvent> events = new ArrayList<>(3);
    events.add(first);
    TaskEntry after = Evolution.evolve(entry, first);
    if (after.isDelegated()) {
      FanOut fanOut = after.fanOutSoFar();
      if (fanOut.isComplete() || isTimeToTell(fanOut, now)) {
        events.add(new ProgressTold(now));
      }
      if (fanOut.isComplete()) {
        events.add(rules.handedOut(now));
      }
    }
    return events;
  }

  private static boolean isTimeToTell(FanOut fanOut, Instant now) {
    return fanOut.told() == null || !now.isBefore(fanOut.told().at().plus(BETWEEN_TELLING));
  }
}
