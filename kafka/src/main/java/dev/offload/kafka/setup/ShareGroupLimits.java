package dev.offload.kafka.setup;

import dev.offload.kafka.admin.Settings;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;

/// What the broker allows the workers of a queue: how long a polled record stays locked, and
/// how often it is delivered before the broker drops it silently (KIP-932).
public record ShareGroupLimits(Duration lock, int deliveries) {
  static final String LOCK = "share.record.lock.duration.ms";
  private static final String DELIVERIES = "share.delivery.count.limit";

  public ShareGroupLimits {
    if (lock.isNegative() || lock.isZero()) {
      throw new IllegalArgumentException("lock must be longer than PT0S, was " + lock);
    }
    if (deliveries < 2) {
      throw new IllegalArgumentException("deliveries must be 2 or more, was " + deliveries);
    }
  }

  /// The limits in force for the share group of `queue`, the broker's defaults included.
  public static ShareGroupLimits read(Admin admin, String queue) throws InterruptedException {
    Config settings = Settings.of(admin, Settings.group(Topics.shareGroup(queue)));
    return new ShareGroupLimits(
        Duration.ofMillis(Long.parseLong(settings.get(LOCK).value())),
        Integer.parseInt(settings.get(DELIVERIES).value()));
  }
}
