package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Attempt.Outcome;
import dev.offload.schemas.task.TaskError;
import java.time.Instant;

/// How a run ended, and when by the clock of whoever noticed. `runId` is null where no run did it.
record RunEnd(String runId, Outcome outcome, TaskError error, Instant at) {}
