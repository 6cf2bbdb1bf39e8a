package dev.offload.lifecycle.machine;

import java.util.List;

/// A step that is computed but not yet written: the entry after it, what happened, what others
/// are told, and what to do with the timer.
public record Step<E, V, F, K>(
    StoredEntry<E, K> after, List<V> events, List<F> effects, Arming arming) {

  static <E, V, F, K> Step<E, V, F, K> nothing(StoredEntry<E, K> before) {
    return new Step<>(before, List.of(), List.of(), Arming.NONE);
  }

  /// Whether there is nothing to write.
  public boolean isNothing() {
    return events.isEmpty() && arming.isNothing();
  }

  /// Whether the entry `before` and its timer stay as they are. Others may be told even so.
  public boolean keeps(E before) {
    return arming.isNothing() && after.entry().equals(before);
  }
}
