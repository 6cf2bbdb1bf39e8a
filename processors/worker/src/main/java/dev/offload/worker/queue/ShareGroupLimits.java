package dev.offload.worker.queue;

import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;

/// What the broker grants the workers of a queue: how long a polled record stays locked, and how
/// often it is handed out before the broker drops it silently (KIP-932).
public record ShareGroupLimits(Duration lock, int deliveries) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public ShareGroupLimits {
    if (lock.isNegative() || lock.isZero()) {
      throw new IllegalArgumentException("lock must be longer than nothing, was " + lock);
    }
    if (deliveries < 2) {
      throw new IllegalArgumentException("deliveries must be 2 or more, was " + deliveries);
    }
  }

  /// The limits in force for the share group of `queue`, the broker's defaults included.
  public static ShareGroupLimits read(Admin admin, String queue) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.shareGroup(queue));
    Config settings = describe(admin, group);
    return new ShareGroupLimits(
        Duration.ofMillis(Long.parseLong(value(settings, "share.record.lock.duration.ms"))),
        Integer.parseInt(value(settings, "share.delivery.count.limit")));
  }

  private static String value(Config settings, String name) {
    return settings.get(name).value();
  }

  private static Config describe(Admin admin, ConfigResource group) {
    try {
      return admin
          .describeConfigs(List.of(group))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .get(group);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka did not tell the settings of share group " + group.name(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not answer within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }
}
