package dev.offload.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.files.FileQuotaConfig;
import dev.offload.files.Quota;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesConfigTest {

  @Test
  void unusedFilesAreKeptForADay() {
    CollectorConfig collector = config(CollectorConfig.class, Map.of());

    assertThat(collector.unusedAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(collector.every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(collector.staleHoldAfter()).isEqualTo(Duration.ofMinutes(10));
    assertThat(collector.patience()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void tenantHasItsOwnQuotaWhereOneIsGiven() {
    FileQuotaConfig quotas =
        config(
            FileQuotaConfig.class,
            Map.of(
                "offload.files.quota.files", "7",
                "offload.files.quota.tenants.acme.bytes", "1K"));

    assertThat(quotas.byTenant().apply("acme")).isEqualTo(new Quota(1024, 7));
    assertThat(quotas.byTenant().apply("rival")).isEqualTo(new Quota(100L << 30, 7));
    assertThat(config(FileQuotaConfig.class, Map.of()).files()).isEqualTo(1_000_000);
  }

  @Test
  void tenantHasAnEighthOfAllTransfers() {
    TransfersConfig transfers = config(TransfersConfig.class, Map.of());

    assertThat(transfers.uploadsPerTenant()).isEqualTo(64);
    assertThat(transfers.uploads()).isEqualTo(512);
    assertThat(transfers.downloadsPerTenant()).isEqualTo(64);
    assertThat(transfers.downloads()).isEqualTo(512);
  }

  @Test
  void fileInOneBodyHasToCome() {
    TransfersConfig transfers = config(TransfersConfig.class, Map.of());

    assertThat(transfers.silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(transfers.leastPerMinute().asLongValue()).isEqualTo(64 << 10);
  }

  @Test
  void uploadIsKeptForADayAfterItsLastPiece() {
    ResumableConfig resumable = config(ResumableConfig.class, Map.of());

    assertThat(resumable.maxSize().asLongValue()).isEqualTo(10L << 30);
    assertThat(resumable.perTenant()).isEqualTo(1000);
    assertThat(resumable.expireAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(resumable.silence()).isEqualTo(Duration.ofSeconds(10));
    assertThat(resumable.leastPerMinute().asLongValue()).isEqualTo(64 << 10);
  }

  private static <T> T config(Class<T> mapping, Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .addDiscoveredConverters()
        .withDefaultValues(values)
        .build()
        .getConfigMapping(mapping);
  }
}
