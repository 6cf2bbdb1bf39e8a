package dev.offload.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A Quarkus test resource that runs the application under test against [KafkaForTests].
///
/// Use: `@QuarkusTestResource(KafkaTestResource.class)` on a `@QuarkusTest`.
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var address = KafkaForTests.bootstrapServers();
    return Map.of(
        "kafka.bootstrap.servers", address, "quarkus.kafka-streams.bootstrap-servers", address);
  }

  /// Does nothing: the node is shared and ends with the JVM.
  @Override
  public void stop() {}
}
