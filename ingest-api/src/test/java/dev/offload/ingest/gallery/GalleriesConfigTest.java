package dev.offload.ingest.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GalleriesConfigTest {
  @Test
  void tenantMayHaveTenThousandFacesInAHundredGalleriesUnlessConfigured() {
    GalleriesConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(GalleriesConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(GalleriesConfig.class);

    assertThat(config.perTenant()).isEqualTo(100);
    assertThat(config.facesPerTenant()).isEqualTo(10_000);
    assertThat(config.faces()).isEqualTo(100_000);
    assertThat(config.facesPerGallery()).isEqualTo(1_000);
    assertThat(config.lookupLimit()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.reading().limit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.reading().perTenant()).isEqualTo(4);
    assertThat(config.reading().waiting()).isEqualTo(64);
    assertThat(config.reading().expireAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.reading().sweepEvery()).isEqualTo(Duration.ofSeconds(10));
  }
}
