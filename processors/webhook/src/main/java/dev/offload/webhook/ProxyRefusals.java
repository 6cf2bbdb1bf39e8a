package dev.offload.webhook;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people of a proxy that refuses tunnels, in one line of the log for each hour in which it
/// does so.
final class ProxyRefusals {
  static final Duration BETWEEN_LINES = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(ProxyRefusals.class);

  private final LongSupplier nanos;
  private boolean isTold;
  private long toldAt;

  ProxyRefusals(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether this one was told.
  synchronized boolean tell(ProxyRefusal refusal) {
    long now = nanos.getAsLong();
    if (isTold && now - toldAt < BETWEEN_LINES.toNanos()) {
      return false;
    }
    isTold = true;
    toldAt = now;
    log.warn("webhooks fail, {} when it was asked for a receiver", refusal.getMessage());
    return true;
  }
}
