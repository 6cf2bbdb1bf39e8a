package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import java.util.Optional;

/// A task that a worker may have taken: it was handed out, and may have been handed back
/// since.
public sealed interface Reachable extends Active
    permits Waiting.HandedBack, InLine.HandedBack, WithWorkers {
  /// How its current attempt was handed out, which may bring it to a worker.
  HandOut record();

  default Running started(RunStarted e) {
    return new Running(
        work().started(e),
        record(),
        e.runId(),
        Optional.empty(),
        cancelAsked(),
        new Deadline<>(DeadlineKind.WATCH, e.watchAt()));
  }

  /// The hand-out stays known, because its record may come again.
  default Waiting snoozed(RunSnoozed e) {
    return Waiting.handedBack(work().logged(e.end()).losing(e.lostRuns()), record(), e.runAt());
  }

  default Waiting retried(AttemptRetried e) {
    return Waiting.retrying(work().logged(e.end()).nextAttempt(), e.runAt());
  }
}
