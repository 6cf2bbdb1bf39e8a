package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Optional;

/// When a task is to run.
///
/// @param createdAt is when it was made, by the clock of whoever made it
/// @param runAt is when it is to run; null for at once. The API resolves a relative delay against
///     `createdAt`.
/// @param expiresAt is the time from which on no attempt begins; null for never
public record Timing(Instant createdAt, Instant runAt, Instant expiresAt) {
  public Timing {
    Require.present(createdAt, "createdAt");
  }

  public static Timing atOnce(Instant createdAt) {
    return new Timing(createdAt, null, null);
  }

  public Timing runAt(Instant time) {
    return new Timing(createdAt, time, expiresAt);
  }

  public Timing expiringAt(Instant time) {
    return new Timing(createdAt, runAt, time);
  }

  /// What there is to wait for at `now`.
  public Optional<Instant> waitsUntil(Instant now) {
    return Optional.ofNullable(runAt).filter(time -> time.isAfter(now));
  }
}
