package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.Optional;

/// An entry and the timer that is armed for it. The timer may be earlier than the entry's
/// deadline. It then goes off and is armed again.
public record StoredEntry<E, K>(E entry, Optional<Deadline<K>> armed) {
  boolean isArmedFor(Instant due) {
    return armed.filter(timer -> timer.at().equals(due)).isPresent();
  }
}
