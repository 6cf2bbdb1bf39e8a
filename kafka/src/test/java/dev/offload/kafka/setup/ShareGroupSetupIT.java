package dev.offload.kafka.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.broker.BrokerSettings;
import dev.offload.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareGroupSetupIT {
  private static final String GROUP = "offload.workers.limited";

  @TempDir Path directory;

  @Test
  void settingsThatTheBrokerDoesNotAllowAreLeftOut() throws Exception {
    // Given
    BrokerSettings limited =
        BrokerSettings.in(directory).with("group.share.min.heartbeat.interval.ms", "5000");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(limited);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      // When
      new ShareGroupSetup(admin).ensure(List.of(GROUP));

      // Then
      await()
          .untilAsserted(
              () -> {
                Config settings = settings(admin);
                assertThat(settings.get("share.isolation.level").value())
                    .isEqualTo("read_committed");
                assertThat(settings.get("share.record.lock.duration.ms").value())
                    .isEqualTo("15000");
                assertThat(settings.get("share.heartbeat.interval.ms").value()).isEqualTo("5000");
              });
    }
  }

  private static Config settings(Admin admin) throws Exception {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
    return admin.describeConfigs(List.of(group)).all().get().get(group);
  }
}
