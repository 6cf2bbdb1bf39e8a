package dev.offload.e2e.drill;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// A setting of a topic or a group that a drill needs to change.
record KafkaSetting(ConfigResource resource, String name, String value) {
  static KafkaSetting ofTopic(String topic, String name, String value) {
    return new KafkaSetting(new ConfigResource(ConfigResource.Type.TOPIC, topic), name, value);
  }

  static KafkaSetting ofGroup(String group, String name, String value) {
    return new KafkaSetting(new ConfigResource(ConfigResource.Type.GROUP, group), name, value);
  }

  void apply(String bootstrapServers) throws InterruptedException {
    var wanted = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(wanted))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused " + this, e.getCause());
    }
  }
}
