package dev.offload.lifecycle.machine;

import java.time.Instant;

/// An input of the clock: a timer has gone off.
public interface Timer {
  /// What it was armed for.
  Instant due();
}
