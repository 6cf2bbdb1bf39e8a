package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.Debounce;
import java.time.Instant;
import java.util.Optional;

/// When a task is to run.
///
/// @param createdAt when it was made, by the clock of whoever made it
/// @param runAt when it is to run; null for at once. The API computes it from `createdAt` and
///     a delay
/// @param expiresAt no attempt starts at or after this time; null if it never expires
/// @param debounce waits until no later task with the same key comes, whatever `runAt` says; null
///     to run in any case
public record Timing(Instant createdAt, Instant runAt, Instant expiresAt, Debounce debounce) {
  public Timing {
    Require.present(createdAt, "createdAt");
  }

  /// The timing of a task without a debounce key.
  public Timing(Instant createdAt, Instant runAt, Instant expiresAt) {
    this(createdAt, runAt, expiresAt, null);
  }

  public static Timing atOnce(Instant createdAt) {
    return new Timing(createdAt, null, null, null);
  }

  /// The same, and no attempt starts at or after `time`; null if it never expires.
  public Timing expiringAt(Instant time) {
    return new Timing(createdAt, runAt, time, debounce);
  }

  public Timing runAt(Instant time) {
    return new Timing(createdAt, time, expiresAt, debounce);
  }

  /// Its debounce key, if it has one.
  public Optional<Debounce> debounceIfAny() {
    return Optional.ofNullable(debounce);
  }

  /// The time that it has to wait for at `now`.
  public Optional<Instant> waitsUntil(Instant now) {
    return Optional.ofNullable(runAt).filter(time -> time.isAfter(now));
  }
}
