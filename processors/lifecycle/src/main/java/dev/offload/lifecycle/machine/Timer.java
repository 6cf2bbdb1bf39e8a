package dev.offload.lifecycle.machine;

import java.time.Instant;

/// An input from the clock: a timer has gone off.
public interface Timer {
  /// The time it was armed for.
  Instant due();
}
