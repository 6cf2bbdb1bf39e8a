package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is shown of a limit on `offload.limits`, and since when. A limit that has just come into
/// use shows nothing for a while, so one that is used for a moment is never shown.
record Shown(Optional<LimitStatus> status, Instant at) {
  /// A status stands for at least this long.
  static final Duration STANDS_FOR = Duration.ofSeconds(1);

  static Shown nothing(Instant at) {
    return new Shown(Optional.empty(), at);
  }

  /// When `present` is to be shown; empty if it is shown already.
  Optional<Instant> untilShown(LimitStatus present) {
    return status.filter(present::equals).isPresent()
        ? Optional.empty()
        : Optional.of(at.plus(STANDS_FOR));
  }

  Shown notAfter(Instant now) {
    return at.isAfter(now) ? new Shown(status, now) : this;
  }
}
