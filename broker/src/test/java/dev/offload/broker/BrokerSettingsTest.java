package dev.offload.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  private final BrokerSettings settings = BrokerSettings.in(Path.of("data"));

  @Test
  void aPortOutsideTheRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.onPort(65_536))
        .withMessageContaining("65536");
    assertThatIllegalArgumentException().isThrownBy(() -> settings.onPort(-1));
  }

  @Test
  void propertiesAreAddedToThoseAlreadyGiven() {
    assertThat(settings.with("a", "1").with("b", "2").overrides())
        .isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void anOverrideWinsOverOurOwnValue() {
    var properties = NodeProperties.of(settings.with("log.retention.ms", "5"), 1, 2);

    assertThat(properties).containsEntry("log.retention.ms", "5");
  }

  @Test
  void theNodeListensOnLoopbackOnly() {
    var properties = NodeProperties.of(settings, 9092, 9093);

    assertThat(properties)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092");
  }

  @Test
  void nodeForOtherMachinesListensOnAllAddressesUnderItsName() {
    var properties = NodeProperties.of(settings.reachedAs("kafka"), 9092, 9093);

    assertThat(properties)
        .containsEntry("listeners", "PLAINTEXT://:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("advertised.listeners", "PLAINTEXT://kafka:9092");
  }
}
