package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.CancelAsked;

/// A task that a worker may hold: only of such a one the end can be asked for and not have come.
public sealed interface WithWorkers extends Reachable permits HandedOut, Running {
  WithWorkers asked(CancelAsked e);
}
