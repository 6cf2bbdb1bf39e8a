package dev.offload.kafka.setup;

import static dev.offload.kafka.admin.AdminAnswer.await;

import dev.offload.kafka.admin.Settings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets what Offload needs or prefers on the share groups of queues.
final class ShareGroupSetup {
  private static final Logger log = LoggerFactory.getLogger(ShareGroupSetup.class);

  /// Without these, a queue would lose tasks, or run tasks that were never handed out.
  private static final Map<String, String> NEEDED =
      Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

  /// With these, a worker joins within a second. The partitions of a dead worker go to others
  /// after 10 s, and its records are free after 15 s. A value that somebody has set stays. A
  /// broker may have limits that forbid these values.
  private static final Map<String, String> BETTER =
      Map.of(
          "share.heartbeat.interval.ms",
          "1000",
          ShareGroupLimits.LOCK,
          "15000",
          "share.session.timeout.ms",
          "10000");

  private final Admin admin;

  ShareGroupSetup(Admin admin) {
    this.admin = admin;
  }

  void ensure(Collection<String> names) throws InterruptedException {
    List<ConfigResource> groups = names.stream().map(Settings::group).toList();
    Map<ConfigResource, Config> found = await(admin.describeConfigs(groups).all());
    Map<ConfigResource, Collection<AlterConfigOp>> needed = new HashMap<>();
    Map<ConfigResource, Collection<AlterConfigOp>> better = new HashMap<>();
    for (ConfigResource group : groups) {
      needed.put(group, Settings.set(withoutEqual(NEEDED, found.get(group))));
      better.put(group, Settings.set(withoutSet(BETTER, found.get(group))));
    }
    needed.values().removeIf(Collection::isEmpty);
    await(admin.incrementalAlterConfigs(needed).all());
    better.values().removeIf(Collection::isEmpty);
    var answers = admin.incrementalAlterConfigs(better).values();
    for (Map.Entry<ConfigResource, KafkaFuture<Void>> answer : answers.entrySet()) {
      // A broker refuses all of a group's settings if it refuses one.
      if (whyRefused(answer.getValue()).isPresent()) {
        oneByOne(answer.getKey(), better.get(answer.getKey()));
      }
    }
  }

  private static Map<String, String> withoutEqual(Map<String, String> settings, Config found) {
    Map<String, String> left = new HashMap<>(settings);
    left.entrySet()
        .removeIf(
            setting -> {
              ConfigEntry entry = found.get(setting.getKey());
              return isSet(entry) && setting.getValue().equals(entry.value());
            });
    return left;
  }

  private static Map<String, String> withoutSet(Map<String, String> settings, Config found) {
    Map<String, String> left = new HashMap<>(settings);
    left.keySet().removeIf(setting -> isSet(found.get(setting)));
    return left;
  }

  private static boolean isSet(ConfigEntry entry) {
    return entry.source() == ConfigSource.DYNAMIC_GROUP_CONFIG;
  }

  private void oneByOne(ConfigResource group, Collection<AlterConfigOp> wanted)
      throws InterruptedException {
    for (AlterConfigOp setting : wanted) {
      whyRefused(admin.incrementalAlterConfigs(Map.of(group, List.of(setting))).all())
          .ifPresent(
              reason ->
                  log.info(
                      "share group keeps the broker's default, its limits do not allow ours"
                          + " group={} setting={} wanted={}: {}",
                      group.name(),
                      setting.configEntry().name(),
                      setting.configEntry().value(),
                      reason));
    }
  }

  /// Why the broker's limits do not allow it. Empty if they do.
  private static Optional<String> whyRefused(KafkaFuture<Void> done) throws InterruptedException {
    try {
      await(done);
      return Optional.empty();
    } catch (InvalidConfigurationException refusal) {
      return Optional.of(String.valueOf(refusal.getMessage()));
    }
  }
}
