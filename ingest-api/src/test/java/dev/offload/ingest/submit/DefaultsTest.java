package dev.offload.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.kafka.KafkaWritingConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DefaultsTest {

  @Test
  void requestEndsBeforeAClientGivesUp() {
    SubmitConfig submit =
        new SmallRyeConfigBuilder()
            .withMapping(SubmitConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(SubmitConfig.class);
    KafkaWritingConfig writing =
        new SmallRyeConfigBuilder()
            .withMapping(KafkaWritingConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(KafkaWritingConfig.class);

    assertThat(submit.decisionLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(submit.debounced()).isEqualTo(10_000);
    assertThat(submit.longestTimeout()).isEqualTo(Duration.ofDays(1));
    assertThat(writing.timeLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(writing.maxUnderWay()).isEqualTo(4096);
    assertThat(writing.retryAfter()).isEqualTo(Duration.ofSeconds(2));
  }
}
