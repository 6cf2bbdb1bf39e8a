package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.time.Instant;
import java.util.Optional;

/// What may change a task: a command, a worker's report, the end of a child, or the clock.
public sealed interface Input {
  /// A new task. Workers get its first attempt on `topic`: if that is the direct one, they have it
  /// already.
  record Submission(SubmitTask task, HandOut.QueueTopic topic) implements Input {}

  /// Somebody asks to cancel the task.
  record Cancellation(CancelTask command) implements Input {}

  /// A task that has ended without success is to run again.
  record Replay(RetryTask command) implements Input {}

  /// A task that has ended is to be forgotten.
  record Drop(DropTask command) implements Input {}

  /// The task is the next in its line. `granted` is the limit of whose units it gets some.
  record Turn(Optional<LimitScope> granted) implements Input {}

  /// The task is in line and may be unable to run: its queue or tenant is paused, or no worker
  /// serves the queue.
  record Stopped() implements Input {}

  /// It is told whether it is the last with its debounce key.
  record Settled(DebounceSettled news) implements Input {}

  /// Another task waits for this one.
  record Awaited(FormerAsked question) implements Input {}

  /// It is told what has become of a task that it waits for.
  record FormerReport(FormerEnded news) implements Input {}

  record Report(AttemptEvent event) implements Input {}

  /// A child of the task has ended.
  record ChildReport(ChildEnded end) implements Input {}

  /// The timer armed for `due` has gone off.
  ///
  /// @param listeningSince since when this instance has had this partition
  /// @param heardUntil the time up to which everything has been heard that the entry waits for
  record TimerFired(Instant due, Instant listeningSince, Instant heardUntil)
      implements Input, Timer {}
}
