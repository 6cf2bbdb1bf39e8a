package dev.offload.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StorageConfigTest {

  @Test
  void halfAGigabyteStaysFreeByDefault() {
    StorageConfig storage =
        new SmallRyeConfigBuilder()
            .withMapping(StorageConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(StorageConfig.class);

    assertThat(storage.reserve().asLongValue()).isEqualTo(512L * 1024 * 1024);
    assertThat(storage.directories()).isEmpty();
    assertThat(storage.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }
}
