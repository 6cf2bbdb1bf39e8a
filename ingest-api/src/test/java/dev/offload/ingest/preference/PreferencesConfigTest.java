package dev.offload.ingest.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreferencesConfigTest {
  @Test
  void tenantMayHaveTenThousandUsersUnlessConfigured() {
    PreferencesConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(PreferencesConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(PreferencesConfig.class);

    assertThat(config.perTenant()).isEqualTo(10_000);
    assertThat(config.lookupLimit()).isEqualTo(Duration.ofSeconds(2));
  }
}
