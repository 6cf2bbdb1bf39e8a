package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.CancelAsked;

/// A task that a worker may have. Only such a task can have been asked to end without having
/// ended.
public sealed interface WithWorkers extends Reachable permits HandedOut, Running {
  WithWorkers asked(CancelAsked e);
}
