package dev.offload.lifecycle.store;

import java.time.Instant;
import java.util.Optional;

/// Says when the timer of a stored entry goes off.
@FunctionalInterface
public interface DueTime {
  /// Empty if it has none.
  Optional<Instant> of(byte[] entry);
}
