package dev.offload.address;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps tasks from trying a broken proxy again and again. After each failure the proxy is not
/// used for a while, and one line of the log says so.
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
    log.warn("the proxy is not used for {} s: {}", LENGTH.toSeconds(), failure.getMessage());
    isPaused = true;
    until = nanos.getAsLong() + LENGTH.toNanos();
    return LENGTH;
  }

  /// How much longer the proxy is not used. Empty if it may be tried.
  public synchronized Optional<Duration> left() {
    long left = until - nanos.getAsLong();
    isPaused = isPaused && left > 0;
    return isPaused ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }
}
