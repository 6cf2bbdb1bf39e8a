package dev.offload.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.email.smtp.SmtpConfig.Security;
import dev.offload.schemas.task.RetryPolicy;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
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
    assertThat(config.apiUrl()).isEmpty();
    assertThat(config.templates()).isEmpty();
  }

  @Test
  void chunksOutlastGreylisting() {
    RetryPolicy policy = TestConfig.with(Map.of()).chunkRetry().policy();

    Duration allWaits =
        IntStream.range(1, policy.maxAttempts())
            .mapToObj(policy::ceilingAfter)
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(policy.firstDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(allWaits).isBetween(Duration.ofHours(7), Duration.ofHours(8));
  }

  @ParameterizedTest
  @CsvSource({
    "offload.email.window, 0",
    "offload.email.window, 101",
    "offload.email.chunks, 0",
    "offload.email.chunk, 0",
    "offload.email.chunk, 1001",
    "offload.email.max-recipients, 0",
    "offload.email.api-url, offload.example.com",
    "offload.email.api-url, https://a?b",
    "offload.email.smtp.port, 0",
    "offload.email.smtp.connections, 0",
  })
  void valuesOutsideOfTheirRangeAreRefused(String property, String value) {
    assertThatExceptionOfType(ConfigValidationException.class)
        .isThrownBy(() -> TestConfig.with(Map.of(property, value)))
        .withMessageContaining(property);
  }
}
