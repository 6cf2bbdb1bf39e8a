package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.email.smtp.SmtpConfig.Security;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailConfigTest {

  @Test
  void defaultsAreSafe() {
    EmailConfig config = TestConfig.with(Map.of());

    assertThat(config.smtp().security()).isEqualTo(Security.STARTTLS);
    assertThat(config.smtp().port()).isEqualTo(587);
    assertThat(config.window() * config.chunks()).isEqualTo(20);
    assertThat(config.chunk()).isEqualTo(100);
    assertThat(config.maxRecipients()).isEqualTo(100_000);
    assertThat(config.retryAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.taskLink()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "offload.email.window, 0",
    "offload.email.window, 101",
    "offload.email.chunks, 0",
    "offload.email.chunk, 0",
    "offload.email.chunk, 1001",
    "offload.email.max-recipients, 0",
    "offload.email.smtp.port, 0",
    "offload.email.smtp.connections, 0",
  })
  void valuesOutsideOfTheirRangeAreRefused(String property, String value) {
    assertThatExceptionOfType(ConfigValidationException.class)
        .isThrownBy(() -> TestConfig.with(Map.of(property, value)))
        .withMessageContaining(property);
  }
}
