package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.offload.schemas.task.RetryPolicy;
import dev.offload.testkit.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryConfigTest {
  private final RetryPolicy byDefault = TestConfig.of(RetryConfig.class, Map.of()).policy();

  @Test
  void nothingHasToBeSet() {
    assertThat(byDefault)
        .isEqualTo(
            new RetryPolicy(
                10, Duration.ofSeconds(5), 4, Duration.ofHours(8), RetryPolicy.Jitter.SLIGHT));
  }

  @Test
  void tenAttemptsOfTheDefaultTakeADay() {
    assertThat(all()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
  }

  @Test
  void referenceHasTheWaitsOfTheDefault() throws IOException {
    String waits =
        IntStream.range(1, byDefault.maxAttempts())
            .mapToObj(n -> "| %d | `%s` |\n".formatted(n, byDefault.ceilingAfter(n)))
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("../docs/reference/webhooks.md")))
        .contains("| after attempt | wait |\n|---|---|\n" + waits + "\n")
        .contains("Up to " + byDefault.maxAttempts() + " attempts")
        .contains("make `" + all() + "`");
  }

  @ParameterizedTest
  @CsvSource({
    "jitter, some, Cannot convert some",
    "max-attempts, 0, 'maxAttempts must be 1 to 100, was 0'",
    "no-such-setting, 1, does not map",
  })
  void settingThatMakesNoSenseIsRefused(String name, String value, String message) {
    Map<String, String> properties = Map.of("offload.webhook.retry." + name, value);

    assertThatException()
        .isThrownBy(() -> TestConfig.of(RetryConfig.class, properties).policy())
        .withMessageContaining(message);
  }

  private Duration all() {
    return Stream.iterate(1, n -> n < byDefault.maxAttempts(), n -> n + 1)
        .map(byDefault::ceilingAfter)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
