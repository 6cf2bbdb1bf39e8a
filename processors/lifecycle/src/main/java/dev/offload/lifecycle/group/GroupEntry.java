package dev.offload.lifecycle.group;

import java.time.Instant;
import java.util.Optional;

/// All that is kept about a group.
///
/// ```
/// (nothing) ──a count──► Unopened ──► (nothing)
///     │                     │
///     └──────opened─────────┴──► Live: open, then running ──► Finished ──► (nothing)
/// ```
public sealed interface GroupEntry permits Unopened, Live, Finished {
  /// When the clock moves it on or shows it, unless something happens before.
  Optional<Instant> lookAt();
}
