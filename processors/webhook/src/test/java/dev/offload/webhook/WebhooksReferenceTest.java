package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.address.AddressGuard;
import dev.offload.address.AddressRule;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.testkit.TestConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds docs/reference/webhooks.md to what the code does.
class WebhooksReferenceTest {
  private static final String REFERENCE = read("../../docs/reference/webhooks.md");

  private final WebhookConfig defaults = TestConfig.of(WebhookConfig.class, Map.of());

  @Test
  void exampleIsAnEventAsItIsWritten() throws IOException {
    String example = block("json");

    WebhookEvent event = Json.MAPPER.readValue(example, WebhookEvent.class);

    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(event)))
        .isEqualTo(Json.MAPPER.readTree(example));
  }

  @Test
  void everyAddressIsCheckedByTheGuard() {
    String rules =
        AddressGuard.RULES.stream().map(WebhooksReferenceTest::row).collect(Collectors.joining());

    assertThat(REFERENCE).contains("| range | purpose |\n|---|---|\n" + rules + "\n");
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
