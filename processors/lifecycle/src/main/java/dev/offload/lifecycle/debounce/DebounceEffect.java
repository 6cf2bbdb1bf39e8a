package dev.offload.lifecycle.debounce;

import dev.offload.schemas.work.DebounceSettled;

/// What a step of a debounce key's coordinator tells others.
public sealed interface DebounceEffect {
  /// Tells a task whether it runs or is replaced, on `offload.coordination`.
  record Settle(DebounceSettled news) implements DebounceEffect {}
}
