package dev.offload.lifecycle.machine;

import java.time.Duration;

/// How often others are shown where a limit or a group stands.
public final class Showing {
  /// How long a status stands at least, unless something important happens.
  public static final Duration STANDS_FOR = Duration.ofSeconds(1);

  private Showing() {}
}
