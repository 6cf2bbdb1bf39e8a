package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.testkit.TestConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsConfigTest {
  @Test
  void defaultsAreThoseOfTheReference() {
    EndpointsConfig config = TestConfig.of(EndpointsConfig.class, Map.of());

    assertThat(config.perTenant()).isEqualTo(50);
    assertThat(config.secretOverlap()).isEqualTo(Duration.ofHours(24));
    assertThat(config.testsPerHour()).isEqualTo(60);
    assertThat(config.repeatsPerHour()).isEqualTo(1000);
    assertThat(config.lookupLimit()).isEqualTo(Duration.ofSeconds(2));
  }
}
