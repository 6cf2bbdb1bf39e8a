package dev.offload.lifecycle.task;

/// What to do about a task's timer: `disarm` the one in the store (null: leave it), `arm` another
/// (null: none).
///
/// A timer that goes off before the deadline of its kind is left alone, for it then looks again: a
/// lease that is renewed every few seconds touches its timer once per lease.
public record Arming(Deadline disarm, Deadline arm) {
  /// What brings the timer `armed` (null: none) in line with `deadline` (null: none).
  public static Arming towards(Deadline armed, Deadline deadline) {
    boolean serves =
        armed != null
            && deadline != null
            && armed.kind() == deadline.kind()
            && !armed.at().isAfter(deadline.at());
    return serves ? new Arming(null, null) : new Arming(armed, deadline);
  }

  boolean isNothing() {
    return disarm == null && arm == null;
  }
}
