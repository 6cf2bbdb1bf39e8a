package dev.offload.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.lifecycle.task.Retention;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleConfigTest {
  @Test
  void defaultsAreThoseThatAreDocumented() {
    LifecycleConfig config = config(Map.of());
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.standbyReplicas()).isEqualTo(1);
    assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.storeMemory().asLongValue()).isEqualTo(96 << 20);
    assertThat(config.stateDirectory()).endsWithRaw(Path.of("offload/lifecycle"));
    assertThat(config.timers().tick()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.timers().lookAhead()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.timers().atMostPerTick()).isEqualTo(1000);
    assertThat(config.clock().aheadAtMost()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.clock().trustAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(config.watch().after()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.watch().atMost()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.watch().slack()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.watch().reportsEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.watch().earlyPatience()).isEqualTo(Duration.ofHours(1));
    assertThat(config.retention().rule())
        .isEqualTo(Fixtures.retention(Duration.ofDays(7), Duration.ofDays(30)));
    assertThat(config.schedules().lateAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.schedules().catchUp()).isEqualTo(Duration.ofDays(1));
    assertThat(config.trim().every()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.trim().completionReaders()).containsExactly(Topics.NOTIFIER_GROUP);
  }

  @Test
  void retentionOfATenantIsLaidOverThatOfAll() {
    Retention rule =
        config(
                Map.of(
                    "offload.lifecycle.retention.succeeded", "1d",
                    "offload.lifecycle.retention.tenants.acme.succeeded", "1h",
                    "offload.lifecycle.retention.tenants.acme.expired", "2h"))
            .retention()
            .rule();
    assertThat(rule.usual())
        .containsEntry(TaskState.SUCCEEDED, Duration.ofDays(1))
        .containsEntry(TaskState.EXPIRED, Duration.ofDays(7));
    assertThat(rule.ofTenants())
        .isEqualTo(
            Map.of(
                "acme",
                Map.of(
                    TaskState.SUCCEEDED, Duration.ofHours(1),
                    TaskState.EXPIRED, Duration.ofHours(2))));
  }

  @Test
  void negativeRetentionIsRefused() {
    LifecycleConfig config = config(Map.of("offload.lifecycle.retention.failed", "-1d"));
    assertThatThrownBy(() -> config.retention().rule())
        .hasMessageContaining("retention of what has failed must not be negative");
  }

  @ParameterizedTest
  @CsvSource({
    "offload.lifecycle.threads, many",
    "offload.lifecycle.commit-interval, soon",
    "offload.lifecycle.store-memory, much",
  })
  void invalidValueIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> config(Map.of(name, value))).hasMessageContaining(name);
  }

  private static LifecycleConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .addDefaultSources()
        .withMapping(LifecycleConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(LifecycleConfig.class);
  }
}
