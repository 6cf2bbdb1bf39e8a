package dev.offload.lifecycle.group;

import java.time.Instant;
import java.util.Optional;

/// What a group wants of the tasks that a partition has of it, as far as the partition knows.
///
/// ```
/// Open ──► Sealed ──► Cancelling ──► Cancelled
///   └─────────────────────▲
/// ```
public sealed interface Wish {
  /// Tasks may join.
  record Open() implements Wish {}

  /// No more tasks join, and those that have end by themselves.
  record Sealed() implements Wish {}

  /// Somebody has asked to cancel it.
  sealed interface Cancel extends Wish {
    Instant at();
  }

  /// Not all tasks have been cancelled that were active when the wish came.
  ///
  /// @param at when somebody asked for it
  /// @param after the key of the last task that was cancelled, in the order of keys; empty if none
  ///     was
  record Cancelling(Instant at, Optional<String> after) implements Cancel {
    /// The tasks up to the one of this key have been cancelled.
    public Cancelling until(String key) {
      return new Cancelling(at, Optional.of(key));
    }

    /// All tasks have been cancelled.
    public Cancelled done() {
      return new Cancelled(at);
    }
  }

  /// All tasks have been cancelled that were active when the wish came.
  ///
  /// @param at when somebody asked for it
  record Cancelled(Instant at) implements Cancel {}

  default boolean isSealed() {
    return !(this instanceof Open);
  }

  /// After the group has said that it is sealed, and to be cancelled if `cancelAt` is present. It
  /// may have said more before.
  default Wish after(Optional<Instant> cancelAt) {
    return switch (this) {
      case Open _, Sealed _ ->
          cancelAt.<Wish>map(at -> new Cancelling(at, Optional.empty())).orElse(new Sealed());
      case Cancel known -> known;
    };
  }
}
