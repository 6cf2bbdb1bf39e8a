package dev.offload.standalone;

import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/// Creates the topics of all services before the first service starts.
final class AllTopics {
  /// The queues whose handlers run in this process.
  static final List<String> QUEUES = List.of("probe", "image", "report", "email", "webhook");

  private AllTopics() {}

  static void ensure(String bootstrapServers) throws InterruptedException {
    var config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .withMapping(TopicsConfig.class)
            .build()
            .getConfigMapping(TopicsConfig.class);
    TopicSetup.ensureAll(Map.of("bootstrap.servers", bootstrapServers), config, QUEUES);
  }
}
