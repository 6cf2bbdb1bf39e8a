package dev.offload.address;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps tasks from trying a proxy that is out of order again and again. After each failure it
/// is left alone for a while, and one line of the log says so.
public final class ProxyPause {
  static final Duration LENGTH = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ProxyPause.class);

  private final LongSupplier nanos;
  private boolean isPaused;
  private long until;

  public ProxyPause(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// How long a task that has met `failure` waits.
  public synchronized Duration failed(ProxyUnavailable failure) {
    Optional<Duration> left = left();
    if (left.isPresent()) {
      return left.get();
    }
    log.warn("connections through a proxy wait {} s, {}", LENGTH.toSeconds(), failure.getMessage());
    isPaused = true;
    until = nanos.getAsLong() + LENGTH.toNanos();
    return LENGTH;
  }

  /// How long the proxy is still left alone. Empty if it may be tried.
  public synchronized Optional<Duration> left() {
    long left = until - nanos.getAsLong();
    isPaused = isPaused && left > 0;
    return isPaused ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }
}
