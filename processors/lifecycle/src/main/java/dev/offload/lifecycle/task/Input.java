package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.work.AttemptEvent;
import dev.offload.schemas.work.ChildEnded;
import java.time.Instant;

/// What may move a task: somebody's command, a worker's report, the end of a child, or the clock.
public sealed interface Input {
  /// A new task. On the direct route workers have it already.
  record Submission(SubmitTask task, HandOut.Route route) implements Input {}

  /// Somebody asks for the task's end.
  record Cancellation(CancelTask command) implements Input {}

  /// A task that has ended badly is to run again.
  record Replay(RetryTask command) implements Input {}

  /// A task that has ended is to be forgotten.
  record Drop(DropTask command) implements Input {}

  record Report(AttemptEvent event) implements Input {}

  /// A child of the task has ended.
  record ChildReport(ChildEnded end) implements Input {}

  /// The timer armed for `due` went off. `listeningSince`: since when this instance has this
  /// partition. `heardUntil`: until when everything has been heard of what the entry waits for.
  record TimerFired(Instant due, Instant listeningSince, Instant heardUntil)
      implements Input, Timer {}
}
