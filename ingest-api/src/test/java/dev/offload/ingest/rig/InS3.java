package dev.offload.ingest.rig;

import dev.offload.s3server.S3Server;
import dev.offload.testkit.KafkaForTests;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// The same as [Surroundings] with files in S3. Downloads get links, and the collector waits for
/// nothing.
public final class InS3 implements QuarkusTestResourceLifecycleManager {
  private S3Server server;

  @Override
  public Map<String, String> start() {
    server = S3Server.inMemory();
    Map<String, String> config =
        Surroundings.patient(Surroundings.config(KafkaForTests.bootstrapServers()));
    config.putAll(server.settings());
    config.put("offload.files.s3.links.lifetime", "1M");
    config.put("offload.files.collector.unused-after", "0S");
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(server, new TestInjector.MatchesType(S3Server.class));
  }

  @Override
  public void stop() {
    server.close();
  }
}
