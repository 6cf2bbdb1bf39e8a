package dev.offload.lifecycle.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What others have been shown of a group.
///
/// @param version how often it was shown
/// @param at when it was shown last
/// @param changed whether something has changed since
public record Shown(long version, Instant at, boolean changed) {
  /// How long a status stands at least, unless something important happens.
  static final Duration STANDS_FOR = Duration.ofSeconds(1);

  static Shown nothing(Instant at) {
    return new Shown(0, at, true);
  }

  Shown outdated() {
    return new Shown(version, at, true);
  }

  Shown again(Instant now) {
    return new Shown(version + 1, now, false);
  }

  /// When it is to be shown again; empty if nothing has changed.
  Optional<Instant> due() {
    return changed ? Optional.of(at.plus(STANDS_FOR)) : Optional.empty();
  }

  /// Whether it is time to show it again. A clock that was ahead does not hold it up.
  boolean isDue(Instant now) {
    return changed && (!now.isBefore(at.plus(STANDS_FOR)) || now.isBefore(at));
  }
}
