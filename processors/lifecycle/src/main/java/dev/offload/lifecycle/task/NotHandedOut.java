package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;

/// A task whose attempt no worker can have, so that nobody but the lifecycle ends it.
public sealed interface NotHandedOut extends Idle
    permits Waiting, Debounced, AwaitingFormers, InLine, Delegated {
  default InLine linedUp(TurnAwaited e) {
    return InLine.in(e.line(), e.at(), work().next());
  }
}
