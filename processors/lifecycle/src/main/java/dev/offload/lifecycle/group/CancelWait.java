package dev.offload.lifecycle.group;

import java.time.Instant;

/// How long a cancelled group has waited without hearing that anything has changed. After the first
/// wait its partitions are asked again, and after the last one it ends with what it knows.
///
/// @param askedAgain whether the partitions have been asked again since
record CancelWait(Instant since, boolean askedAgain) {
  static CancelWait begun(Instant now) {
    return new CancelWait(now, false);
  }

  CancelWait last(Instant now) {
    return new CancelWait(now, true);
  }

  Instant until() {
    return since.plus(GroupRules.CANCEL_PATIENCE);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until());
  }

  /// Whether it began by a clock that was ahead.
  boolean isAheadOf(Instant now) {
    return since.isAfter(now);
  }
}
