package dev.offload.schemas.topic;

import static dev.offload.schemas.topic.AdminAnswer.await;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets on the share group of a queue what Offload needs of it, and what it is better with.
final class ShareGroupSetup {
  private static final Logger log = LoggerFactory.getLogger(ShareGroupSetup.class);

  /// Without these a queue would lose tasks, or run those that were never handed out.
  private static final Map<String, String> NEEDED =
      Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

  /// With these a worker joins within a second, a dead one's share of the partitions is the others'
  /// after 10 s, and what it held is free after 15 s. Where somebody has set another value it
  /// stays; a broker may have limits that forbid ours.
  private static final Map<String, String> BETTER =
      Map.of(
          "share.heartbeat.interval.ms",
          "1000",
          "share.record.lock.duration.ms",
          "15000",
          "share.session.timeout.ms",
          "10000");

  private final Admin admin;

  ShareGroupSetup(Admin admin) {
    this.admin = admin;
  }

  void ensure(String name) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, name);
    Config found = await(admin.describeConfigs(List.of(group)).values().get(group));
    NEEDED.forEach((setting, value) -> set(group, setting, value));
    BETTER.forEach(
        (setting, value) -> {
          if (found.get(setting).source() != ConfigSource.DYNAMIC_GROUP_CONFIG) {
            tryToSet(group, setting, value);
          }
        });
  }

  private void tryToSet(ConfigResource group, String setting, String value) {
    try {
      set(group, setting, value);
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof InvalidConfigurationException)) {
        throw e;
      }
      log.info(
          "share group keeps the broker's default, its limits do not allow ours group={} setting={} wanted={}: {}",
          group.name(),
          setting,
          value,
          e.getCause().getMessage());
    }
  }

  private void set(ConfigResource group, String setting, String value) {
    AlterConfigOp wanted =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    await(admin.incrementalAlterConfigs(Map.of(group, List.of(wanted))).all());
  }
}
