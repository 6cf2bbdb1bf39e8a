package dev.offload.kafka.admin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// The settings of topics and groups.
public final class Settings {
  private Settings() {}

  public static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  public static ConfigResource group(String name) {
    return new ConfigResource(ConfigResource.Type.GROUP, name);
  }

  /// The settings in force for `resource`, the broker's defaults included.
  public static Config of(Admin admin, ConfigResource resource) throws InterruptedException {
    return AdminAnswer.await(admin.describeConfigs(List.of(resource)).all()).get(resource);
  }

  /// The request that makes `settings`.
  public static Collection<AlterConfigOp> set(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(one -> new ConfigEntry(one.getKey(), one.getValue()))
        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
        .toList();
  }
}
