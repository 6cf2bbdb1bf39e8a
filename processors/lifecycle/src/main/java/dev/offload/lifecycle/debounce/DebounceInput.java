package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;

/// What can reach the coordinator of a debounce key.
public sealed interface DebounceInput {
  /// A task with the key waits.
  record Asked(DebounceAsked question) implements DebounceInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements DebounceInput, Timer {}
}
