package dev.offload.ingest.stall;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswersConfigTest {

  @Test
  void clientsMayLeaveSomeMebibytesUnreadForHalfAMinute() {
    AnswersConfig answers =
        new SmallRyeConfigBuilder()
            .withMapping(AnswersConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(AnswersConfig.class);

    assertThat(answers.stallLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(answers.unreadBytes().asLongValue()).isEqualTo(64 * 1024 * 1024);
  }
}
