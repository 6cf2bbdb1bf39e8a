package dev.offload.address;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs that a proxy refuses tunnels, in one line for each hour in which it does so.
public final class ProxyRefusals {
  static final Duration BETWEEN_LINES = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(ProxyRefusals.class);

  private final LongSupplier nanos;
  private boolean isTold;
  private long toldAt;

  public ProxyRefusals(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Returns whether this refusal was logged.
  public synchronized boolean tell(ProxyRefusal refusal) {
    long now = nanos.getAsLong();
    if (isTold && now - toldAt < BETWEEN_LINES.toNanos()) {
      return false;
    }
    isTold = true;
    toldAt = now;
    log.warn("the proxy refuses connections: {}", refusal.getMessage());
    return true;
  }
}
