package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.ChildCounted;
import dev.offload.lifecycle.task.TaskEvent.ProgressTold;
import dev.offload.lifecycle.task.TaskEvent.RunOutdated;
import dev.offload.lifecycle.task.TaskEvent.TaskCancelled;
import dev.offload.lifecycle.task.TaskEvent.TaskExpired;
import dev.offload.lifecycle.task.TaskEvent.TaskFailed;
import dev.offload.lifecycle.task.TaskEvent.TaskGivenUp;
import dev.offload.lifecycle.task.TaskEvent.TaskSucceeded;
import dev.offload.lifecycle.task.TaskEvent.WaiterKept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task that has not ended.
public sealed interface Active extends Submitted permits Idle, Reachable {
  Work work();

  /// The same state with other `work`.
  Active with(Work work);

  /// When somebody asked to cancel it while a worker might have it.
  default Optional<Instant> cancelAsked() {
    return Optional.empty();
  }

  @Override
  default boolean isStopped() {
    return cancelAsked().isPresent();
  }

  @Override
  default History history() {
    return work().history();
  }

  @Override
  default FanOut fanOut() {
    return work().fanOut();
  }

  /// The number of the current attempt.
  default int attempt() {
    return work().attempt();
  }

  @Override
  default Active counted(ChildCounted e) {
    return with(work().counted(e));
  }

  default Active progressTold(ProgressTold e) {
    return with(work().with(fanOut().toldAt(e.at())));
  }

  default Active outdated(RunOutdated e) {
    return with(work().with(fanOut().outdating(List.of(e.runId()))));
  }

  default Succeeded succeeded(TaskSucceeded e) {
    return Succeeded.after(
        work().logged(e.end()),
        new End.Success(e.end().at(), cancelAsked(), e.result(), e.files()),
        e.forgetAt());
  }

  default Replayable failed(TaskFailed e) {
    return Replayable.after(
        work().logged(e.end()), new End.Failure(e.end().at(), e.end().cause()), e.forgetAt());
  }

  default Replayable cancelled(TaskCancelled e) {
    return Replayable.after(
        work().logged(e.end()), new End.Cancelled(e.end().at(), e.askedAt()), e.forgetAt());
  }

  default Replayable givenUp(TaskGivenUp e) {
    return Replayable.after(
        work().logged(e.end()), new End.GivenUp(e.end().at(), e.why()), e.forgetAt());
  }

  @Override
  default Active awaitedBy(WaiterKept e) {
    return with(work().awaitedBy(List.of(e.waiter())));
  }

  default Replayable expired(TaskExpired e) {
    return Replayable.after(work().logged(e.end()), new End.Expiry(e.end().at()), e.forgetAt());
  }
}
