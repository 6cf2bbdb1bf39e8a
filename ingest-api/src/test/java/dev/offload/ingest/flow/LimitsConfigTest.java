package dev.offload.ingest.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {
  @Test
  void tenantMaySetAThousandLimitsUnlessConfigured() {
    LimitsConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LimitsConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(LimitsConfig.class);

    assertThat(config.perTenant()).isEqualTo(1000);
    assertThat(config.keysInUse()).isEqualTo(10_000);
    assertThat(config.lookupLimit()).isEqualTo(Duration.ofSeconds(2));
  }
}
