package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;

/// What can reach the coordinator of a limit.
public sealed interface LimitInput {
  /// A partition tells what it uses and wants.
  record UseTold(LimitUse use) implements LimitInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements LimitInput, Timer {}
}
