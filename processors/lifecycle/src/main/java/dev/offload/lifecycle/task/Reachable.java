package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.AttemptRetried;
import dev.offload.lifecycle.task.TaskEvent.RunSnoozed;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import java.util.Optional;

/// A task that a worker may have taken: it was handed out, and may have been handed back
/// since.
public sealed interface Reachable extends Active permits Waiting, InLine, WithWorkers {
  default Running started(RunStarted e) {
    return new Running(
        work().started(e),
        handOut().orElseThrow(),
        e.runId(),
        Optional.empty(),
        cancelAsked(),
        new Deadline<>(DeadlineKind.WATCH, e.watchAt()));
  }

  /// The hand-out stays known, because its record may come again.
  default Waiting snoozed(RunSnoozed e) {
    return Waiting.scheduled(work().logged(e.end()).losing(e.lostRuns()), e.runAt(), handOut());
  }

  default Waiting retried(AttemptRetried e) {
    return Waiting.retrying(work().logged(e.end()).nextAttempt(), e.runAt());
  }
}
