package dev.offload.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.e2e.client.OffloadClient;
import dev.offload.e2e.process.Home;
import dev.offload.e2e.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Nobody is started again for his neighbour's sake. It starts nine processes and mostly keeps
/// the machine busy, so it runs only when it is asked for.
@EnabledIfSystemProperty(
    named = "services",
    matches = ".*",
    disabledReason = "takes minutes of two processors; -Dservices runs it")
class WaitingServicesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path data;

  @Test
  void serviceThatWaitsForKafkaIsStartedAndAliveButNotReady() throws Exception {
    int port = ServiceProcess.freePort();
    try (var services = new Services(data, kafkaOn(port))) {
      services.lifecycle().ingestApi().notifier().worker("probe");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(services.answering("started", 200)).isEqualTo(services.names()));
      assertThat(services.answering("live", 200)).isEqualTo(services.names());
      assertThat(services.answering("ready", 503)).isEqualTo(services.names());

      try (var _ = broker(port, List.of())) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(services.answering("ready", 200)).isEqualTo(services.names()));
        assertThat(services.answering("started", 200)).isEqualTo(services.names());
        assertThat(services.all())
            .extracting(ServiceProcess::output)
            .noneMatch(output -> output.contains("Reporting health"));
      }
    }
  }

  /// A node that is alone, and is told that the state of share groups has three copies: it looks
  /// well, but hands nothing out.
  @Test
  void queueOfWhichKafkaHandsNothingOutIsStuck() throws Exception {
    int port = ServiceProcess.freePort();
    try (var _ = broker(port, List.of("share.coordinator.state.topic.replication.factor=3"));
        var services = new Services(data, kafkaOn(port))) {
      services.lifecycle().ingestApi("-Doffload.types.probe.queue=probe").worker("probe");
      await().atMost(PATIENCE).until(() -> services.get("ingest-api").isReady());

      try (var client = new OffloadClient(services.get("ingest-api").url(), Services.ADMIN_KEY)) {
        client.submit(new ObjectMapper().readTree("{\"type\": \"probe\", \"input\": {}}"));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(client.queue("probe").path("stuck").asBoolean()).isTrue());
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(services.get("worker-probe").probe("ready")).isEqualTo(503));
        assertThat(services.get("worker-probe").probe("live")).isEqualTo(200);
        assertThat(services.get("ingest-api").isReady()).isTrue();
        assertThat(client.queue("probe").path("queued").asInt()).isOne();
      }
    }
  }

  private ServiceProcess broker(int port, List<String> properties) throws IOException {
    return ServiceProcess.broker(
        Home.here().withOneCompiler(), data.resolve("kafka"), port, properties);
  }

  private static List<String> kafkaOn(int port) {
    return List.of(
        "-Dkafka.bootstrap.servers=127.0.0.1:" + port,
        "-Doffload.topics.replication-factor=1",
        "-Doffload.topics.min-in-sync-replicas=1");
  }
}
