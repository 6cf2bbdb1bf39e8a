package dev.offload.lifecycle.digest;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.work.DigestNews;
import java.time.Instant;

/// What can reach the digest of a user.
public sealed interface DigestInput {
  /// Something to be told.
  record Came(DigestNews news) implements DigestInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements DigestInput, Timer {}
}
