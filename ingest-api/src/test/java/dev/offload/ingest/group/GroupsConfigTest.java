package dev.offload.ingest.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupsConfigTest {
  @Test
  void tenantMayHaveAThousandOpenGroupsUnlessConfigured() {
    GroupsConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(GroupsConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(GroupsConfig.class);

    assertThat(config.openPerTenant()).isEqualTo(1000);
    assertThat(config.livePerTenant()).isEqualTo(10_000);
    assertThat(config.decisionLimit()).isEqualTo(Duration.ofSeconds(5));
  }
}
