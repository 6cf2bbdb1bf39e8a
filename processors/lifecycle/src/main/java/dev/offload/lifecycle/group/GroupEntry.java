package dev.offload.lifecycle.group;

import java.time.Instant;
import java.util.Optional;

/// All that is kept about a group.
///
/// ```
/// Nothing ──a count──► Unopened ──► Nothing
///     │                   │
///     └──────opened───────┴──► Open ──sealed──► Running ──► Ended ──► Nothing
/// ```
public sealed interface GroupEntry permits GroupEntry.NotOpened, Live, Ended {
  /// A group that nobody has opened, as far as this is known.
  sealed interface NotOpened extends GroupEntry permits Nothing, Unopened {
    PartitionCounts counts();
  }

  /// A group that is not known. It is not stored.
  record Nothing() implements NotOpened {
    @Override
    public PartitionCounts counts() {
      return PartitionCounts.NONE;
    }

    @Override
    public Optional<Instant> lookAt() {
      return Optional.empty();
    }
  }

  /// When the clock moves it on or shows it, unless something happens before.
  Optional<Instant> lookAt();
}
