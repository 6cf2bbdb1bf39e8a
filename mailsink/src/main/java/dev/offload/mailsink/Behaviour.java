package dev.offload.mailsink;

import java.util.Set;

/// How the sink treats mail, so that senders can be tested against a slow or refusing server.
///
/// @param delayMillis how long each mail takes to be accepted
/// @param refuse addresses that are refused for good (550)
/// @param defer addresses that are deferred (451)
public record Behaviour(long delayMillis, Set<String> refuse, Set<String> defer) {
  /// The longest delay. More would only test time-outs.
  static final long MAX_DELAY_MILLIS = 60_000;

  public static final Behaviour KIND = new Behaviour(0, Set.of(), Set.of());

  public Behaviour {
    if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
      throw new IllegalArgumentException(
          "delayMillis must be 0 to %d, was %d".formatted(MAX_DELAY_MILLIS, delayMillis));
    }
    refuse = refuse == null ? Set.of() : Set.copyOf(refuse);
    defer = defer == null ? Set.of() : Set.copyOf(defer);
  }
}
