package dev.offload.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.notifier.TestConfig;
import dev.offload.notifier.address.AddressGuard;
import dev.offload.notifier.address.AddressRule;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.webhook.WebhookEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Holds docs/reference/webhooks.md to what the code does.
class WebhooksReferenceTest {
  private static final String REFERENCE = read("../docs/reference/webhooks.md");

  private final WebhookConfig defaults = TestConfig.of(WebhookConfig.class, Map.of());

  @Test
  void exampleIsAnEventAsItIsWritten() throws IOException {
    String example = block("json");

    WebhookEvent event = Json.MAPPER.readValue(example, WebhookEvent.class);

    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(event)))
        .isEqualTo(Json.MAPPER.readTree(example));
  }

  @Test
  void verificationInJavaIsTheOneThatTestsUse() {
    assertThat(read("src/test/java/dev/offload/notifier/webhook/Verification.java"))
        .contains(block("java"));
  }

  @Test
  void addressesAreThoseOfTheGuard() {
    String rules =
        AddressGuard.RULES.stream().map(WebhooksReferenceTest::row).collect(Collectors.joining());

    assertThat(REFERENCE).contains("| range | purpose |\n|---|---|\n" + rules + "\n");
  }

  @Test
  void waitsAreThoseOfTheDefaultPolicy() {
    RetryPolicy policy = defaults.retry().policy();
    String waits =
        IntStream.range(1, policy.maxAttempts())
            .mapToObj(n -> "| %d | `%s` |\n".formatted(n, policy.ceilingAfter(n)))
            .collect(Collectors.joining());
    Duration total =
        IntStream.range(1, policy.maxAttempts())
            .mapToObj(policy::ceilingAfter)
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(REFERENCE)
        .contains("| after attempt | wait at most |\n|---|---|\n" + waits + "\n")
        .contains("Up to " + policy.maxAttempts() + " attempts")
        .contains("make `" + total + "`");
  }

  @Test
  void settingsAreNamedWithTheirDefaults() {
    assertThat(REFERENCE)
        .contains("`offload.webhook.time-limit` (`" + defaults.timeLimit() + "`)")
        .contains("`offload.webhook.connect-timeout` (`" + defaults.connectTimeout() + "`)")
        .contains("`offload.webhook.longest-retry-after` (`" + defaults.longestRetryAfter() + "`)")
        .contains("`" + defaults.userAgent() + "`, or what `offload.webhook.user-agent` says");
  }

  private static String row(AddressRule rule) {
    return "| `%s` | %s |\n".formatted(rule.range(), rule.purpose());
  }

  private static String block(String language) {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(REFERENCE);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
