package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.address.AddressGuard;
import dev.offload.address.AddressRule;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.task.Completion;
import dev.offload.testkit.TestConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /// Each format has its example: the event above, written so.
  @ParameterizedTest
  @EnumSource(WebhookFormat.class)
  void examplesOfFormatsAreWrittenByTheCode(WebhookFormat format) throws IOException {
    Formats formats =
        new Formats(Completion.source("default"), Optional.of("https://shop.example/offload/{id}"));
    JsonNode event = Json.MAPPER.readTree(block("json"));
    Content content = formats.write(format, "tsk_c7e1b8a0-4d1f-8c3e-9a55-2f6c0d1e7b94", event);
    String name = Json.MAPPER.convertValue(format, String.class);

    assertThat(REFERENCE).contains("| `" + name + "` | `" + content.type() + "` |");
    content
        .headers()
        .forEach((header, value) -> assertThat(REFERENCE).contains(header + ": " + value + "\n"));
    Matcher example =
        Pattern.compile("\nAs `" + name + "`:\n\n```json\n(.*?)```", Pattern.DOTALL)
            .matcher(REFERENCE);
    if (example.find()) {
      ObjectNode shown = (ObjectNode) Json.MAPPER.readTree(example.group(1));
      ObjectNode body = (ObjectNode) Json.MAPPER.readTree(content.body());
      if (shown.path("data").path("id").isTextual()) {
        // The task is shown above.
        body.withObject("data").retain("id", "type", "state");
      }
      assertThat(shown).isEqualTo(body);
    } else {
      assertThat(format).isIn(WebhookFormat.STANDARD, WebhookFormat.CLOUDEVENTS_BINARY);
    }
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
