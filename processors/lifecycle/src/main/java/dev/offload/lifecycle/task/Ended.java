package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.StopKept;
import dev.offload.lifecycle.task.TaskEvent.StopWithdrawn;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import dev.offload.schemas.task.Task;
import java.util.Optional;

/// A task that has ended, and is kept for a while.
public sealed interface Ended extends Submitted permits Succeeded, Replayable {
  End end();

  /// What keeps workers from it if it was to be cancelled and they may still take it.
  Optional<Stop> stop();

  /// When the clock moves it on.
  Deadline<DeadlineKind> until();

  Ended with(Optional<Stop> newStop, Deadline<DeadlineKind> newUntil);

  @Override
  default Optional<Deadline<DeadlineKind>> deadline() {
    return Optional.of(until());
  }

  @Override
  default boolean isStopped() {
    return stop().isPresent();
  }

  @Override
  default Task task() {
    return history().ended(end());
  }

  default Ended stopped(StopKept e) {
    return with(
        Optional.of(new Stop(e.handOut(), until().at())),
        new Deadline<>(DeadlineKind.STOP, e.lookAt()));
  }

  default Ended withdrawn(StopWithdrawn e) {
    return with(
        Optional.empty(), new Deadline<>(DeadlineKind.RETENTION, stop().orElseThrow().forgetAt()));
  }

  @Override
  default Ended awaitedBy(WaiterKept e) {
    return this;
  }

  @Override
  default Ended postponed(DeadlinePostponed e) {
    return with(stop(), new Deadline<>(until().kind(), e.until()));
  }
}
