package dev.offload.lifecycle.limit;

import dev.offload.lifecycle.machine.Showing;
import dev.offload.schemas.work.LimitStatus;
import java.time.Instant;
import java.util.Optional;

/// What is shown of a limit on `offload.limits`, and since when. A limit that has just come into
/// use shows nothing for a while, so one that is used for a moment is never shown.
record ShownStatus(Optional<LimitStatus> status, Instant at) {
  static ShownStatus nothing(Instant at) {
    return new ShownStatus(Optional.empty(), at);
  }

  /// When `present` is to be shown; empty if it is shown already.
  Optional<Instant> untilShown(LimitStatus present) {
    return status.filter(present::equals).isPresent()
        ? Optional.empty()
        : Optional.of(at.plus(Showing.STANDS_FOR));
  }

  ShownStatus notAfter(Instant now) {
    return at.isAfter(now) ? new ShownStatus(status, now) : this;
  }
}
