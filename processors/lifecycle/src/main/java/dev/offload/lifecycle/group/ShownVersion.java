package dev.offload.lifecycle.group;

import dev.offload.lifecycle.machine.Showing;
import java.time.Instant;
import java.util.Optional;

/// What others have been shown of a group.
///
/// @param version how often it was shown
/// @param at when it was shown last
/// @param changed whether something has changed since
public record ShownVersion(long version, Instant at, boolean changed) {
  static ShownVersion nothing(Instant at) {
    return new ShownVersion(0, at, true);
  }

  ShownVersion outdated() {
    return new ShownVersion(version, at, true);
  }

  ShownVersion again(Instant now) {
    return new ShownVersion(version + 1, now, false);
  }

  /// When it is to be shown again; empty if nothing has changed.
  Optional<Instant> due() {
    return changed ? Optional.of(at.plus(Showing.STANDS_FOR)) : Optional.empty();
  }

  /// Whether it is time to show it again. A clock that was ahead does not hold it up.
  boolean isDue(Instant now) {
    return changed && (!now.isBefore(at.plus(Showing.STANDS_FOR)) || now.isBefore(at));
  }
}
