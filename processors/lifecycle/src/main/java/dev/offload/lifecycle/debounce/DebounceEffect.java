package dev.offload.lifecycle.debounce;

import dev.offload.schemas.work.DebounceSettled;

/// What a step of a debounce key's coordinator tells others.
public sealed interface DebounceEffect {
  /// What has become of a task, for `offload.coordination`.
  record Settle(DebounceSettled news) implements DebounceEffect {}
}
