package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.Optional;

/// What the store has of one thing: its entry, and which timer is armed for it. The timer may be
/// earlier than the entry's deadline; it then goes off, and is armed anew.
public record Kept<E, K>(E entry, Optional<Deadline<K>> armed) {
  boolean isArmedFor(Instant due) {
    return armed.filter(timer -> timer.at().equals(due)).isPresent();
  }
}
