package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;

/// A task that no run has, as far as is known. Its attempt may be handed out, for the first
/// time or again.
public sealed interface Idle extends Active permits NotHandedOut, HandedOut {
  default HandedOut handedOut(AttemptHandedOut e) {
    return HandedOut.again(work().next(), e.handOut(), cancelAsked(), e.watchAt());
  }
}
