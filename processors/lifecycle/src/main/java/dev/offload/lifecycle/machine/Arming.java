package dev.offload.lifecycle.machine;

import java.time.Instant;
import java.util.Optional;

/// What happens to an entry's timer when the entry is stored: one is removed, another is set,
/// both or neither.
///
/// A timer that goes off before a deadline of its kind is left alone, because it is then armed
/// again. So a lease that is renewed every few seconds touches its timer only once per lease.
public record Arming(Optional<Instant> disarm, Optional<Instant> arm) {
  public static final Arming NONE = new Arming(Optional.empty(), Optional.empty());

  /// Brings the timer in line with the deadline that is wanted.
  static <K> Arming towards(Optional<Deadline<K>> armed, Optional<Deadline<K>> wanted) {
    boolean serves =
        armed.isPresent() && wanted.filter(deadline -> armed.get().serves(deadline)).isPresent();
    return serves ? NONE : replacing(armed, wanted);
  }

  /// Replaces a timer, which may have gone off.
  static <K> Arming replacing(Optional<Deadline<K>> armed, Optional<Deadline<K>> wanted) {
    return armed.equals(wanted)
        ? NONE
        : new Arming(armed.map(Deadline::at), wanted.map(Deadline::at));
  }

  boolean isNothing() {
    return disarm.isEmpty() && arm.isEmpty();
  }
}
