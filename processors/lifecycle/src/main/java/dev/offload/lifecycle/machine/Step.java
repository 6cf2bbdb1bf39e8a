package dev.offload.lifecycle.machine;

import java.util.List;

/// One turn in a life, computed and not yet written: what is kept after it, what happened, what
/// others are told, and what becomes of the timer.
public record Step<E, V, F, K>(Kept<E, K> after, List<V> events, List<F> effects, Arming arming) {

  static <E, V, F, K> Step<E, V, F, K> nothing(Kept<E, K> before) {
    return new Step<>(before, List.of(), List.of(), Arming.NONE);
  }

  /// Whether there is nothing to write at all.
  public boolean isNothing() {
    return events.isEmpty() && arming.isNothing();
  }
}
