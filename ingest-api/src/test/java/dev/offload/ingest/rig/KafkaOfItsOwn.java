package dev.offload.ingest.rig;

import dev.offload.broker.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/// The same as [Surroundings] with a Kafka node that a test may stop.
public final class KafkaOfItsOwn implements QuarkusTestResourceLifecycleManager {

  private EmbeddedKafka kafka;

  @Override
  public Map<String, String> start() {
    try {
      kafka = EmbeddedKafka.start(Files.createTempDirectory("offload-kafka-of-its-own"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Surroundings.config(kafka.bootstrapServers());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
  }

  @Override
  public void stop() {
    kafka.close();
  }
}
