package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.Optional;

/// What to do about a timer: take one out of the store, put another there, both or neither.
///
/// A timer that goes off before the deadline of its kind is left alone, for it then looks again: a
/// lease that is renewed every few seconds touches its timer once per lease.
public record Arming(Optional<Instant> disarm, Optional<Instant> arm) {
  public static final Arming NONE = new Arming(Optional.empty(), Optional.empty());

  /// What brings the timer in the store in line with the deadline that is wanted.
  static <K> Arming towards(Optional<Deadline<K>> armed, Optional<Deadline<K>> wanted) {
    boolean serves =
        armed.isPresent() && wanted.filter(deadline -> armed.get().serves(deadline)).isPresent();
    return serves ? NONE : new Arming(armed.map(Deadline::at), wanted.map(Deadline::at));
  }

  boolean isNothing() {
    return disarm.isEmpty() && arm.isEmpty();
  }
}
