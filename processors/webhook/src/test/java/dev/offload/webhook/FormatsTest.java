package dev.offload.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookFormat;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private static final String LINK = "https://shop.example/tasks/{id}";
  private final Formats formats = new Formats(URI.create("/offload/default"), Optional.of(LINK));

  @Test
  void standardFormatIsTheUnchangedEvent() throws Exception {
    JsonNode event = task("task.failed", "{\"n\": 1.50}");

    assertThat(formats.write(WebhookFormat.STANDARD, "tsk_9", event))
        .isEqualTo(Content.json(event.toString()));
  }

  @Test
  void structuredCloudEventHasAllRequiredAttributes() throws Exception {
    JsonNode event = task("task.failed", "{}");

    Content content = formats.write(WebhookFormat.CLOUDEVENTS, "tsk_9", event);

    assertThat(content.type()).isEqualTo("application/cloudevents+json");
    assertThat(content.headers()).isEmpty();
    JsonNode body = Json.MAPPER.readTree(content.body());
    assertThat(body.path("specversion").asText()).isEqualTo("1.0");
    assertThat(body.path("id").asText()).isEqualTo("tsk_9");
    assertThat(body.path("source").asText()).isEqualTo("/offload/default");
    assertThat(body.path("type").asText()).isEqualTo("dev.offload.task.failed.v1");
    assertThat(body.path("subject").asText()).isEqualTo("tsk_1");
    assertThat(body.path("time").asText()).isEqualTo("2026-11-22T10:00:02Z");
    assertThat(body.path("data")).isEqualTo(event.path("data"));
  }

  @Test
  void binaryCloudEventHasItsAttributesInHeaders() throws Exception {
    JsonNode event = task("task.failed", "{}");

    Content content = formats.write(WebhookFormat.CLOUDEVENTS_BINARY, "tsk_9", event);

    assertThat(Json.MAPPER.readTree(content.body())).isEqualTo(event.path("data"));
    assertThat(content.headers())
        .containsOnlyKeys(
            "ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time")
        .containsEntry("ce-type", "dev.offload.task.failed.v1")
        .containsEntry("ce-id", "tsk_9");
  }

  /// `<!channel>` would call everybody, and `<a|b>` would be a link.
  @Test
  void textsOfUsersAreEscapedForSlack() throws Exception {
    ObjectNode event = task("task.failed", "{}");
    ((ObjectNode) event.path("data")).put("type", "<!channel>");
    ((ObjectNode) event.path("data"))
        .putObject("error")
        .put("message", "<https://evil.example|click> & *bold*");

    JsonNode message = message(WebhookFormat.SLACK, event);

    assertThat(message.path("text").asText()).isEqualTo("The task &lt;!channel&gt; has failed.");
    assertThat(message.at("/blocks/0/text/type").asText()).isEqualTo("plain_text");
    assertThat(message.at("/blocks/1/text/type").asText()).isEqualTo("plain_text");
    assertThat(message.at("/blocks/2/elements/0/text").asText())
        .isEqualTo("<https://shop.example/tasks/tsk_1|tsk_1> · 2026-11-22T10:00:02Z");
  }

  @Test
  void textsOfUsersArePlainInTeams() throws Exception {
    ObjectNode event = task("task.failed", "{}");
    ((ObjectNode) event.path("data"))
        .putObject("error")
        .put("message", "[click](https://evil.example)");

    JsonNode card = message(WebhookFormat.TEAMS, event).at("/attachments/0/content");

    assertThat(card.at("/body"))
        .allSatisfy(block -> assertThat(block.path("type").asText()).isEqualTo("RichTextBlock"));
    assertThat(card.at("/body/1/inlines/0/text").asText())
        .isEqualTo("[click](https://evil.example)");
    assertThat(card.at("/actions/0/url").asText()).isEqualTo("https://shop.example/tasks/tsk_1");
  }

  @Test
  void everyEventIsASentence() throws Exception {
    assertThat(title(task("task.succeeded", "{}"))).isEqualTo("The task report has succeeded.");
    assertThat(title(task("task.cancelled", "{}"))).isEqualTo("The task report was cancelled.");
    assertThat(title(task("task.expired", "{}"))).isEqualTo("The task report has expired.");
    assertThat(title(task("task.started", "{}"))).isEqualTo("The task report has started.");
    assertThat(title(task("task.progress", "{}"))).isEqualTo("The task report gets on.");
    assertThat(title(task("task.retrying", "{}")))
        .isEqualTo("The task report will be tried again.");
    assertThat(title(event("group.failed", "{\"id\": \"grp_1\", \"total\": 12}")))
        .isEqualTo("The group of 12 tasks has failed.");
    for (var sentence :
        Map.of(
                "endpoint.failing", "The webhook the shop accepts nothing.",
                "endpoint.recovered", "The webhook the shop accepts events again.",
                "endpoint.disabled", "The webhook the shop was disabled.",
                "endpoint.test", "The webhook the shop is being tried.")
            .entrySet()) {
      assertThat(
              title(
                  event(
                      sentence.getKey(),
                      "{\"endpoint\": \"whe_1\", \"description\": \"the shop\"}")))
          .isEqualTo(sentence.getValue());
    }
  }

  @Test
  void longTextsAreShortened() throws Exception {
    ObjectNode event = task("task.failed", "{}");
    ((ObjectNode) event.path("data")).putObject("error").put("message", "x".repeat(4096));

    assertThat(message(WebhookFormat.SLACK, event).at("/blocks/1/text/text").asText())
        .hasSize(500)
        .endsWith("…");
  }

  @Test
  void withoutALinkTheIdIsShown() throws Exception {
    Formats plain = new Formats(URI.create("/offload/default"), Optional.empty());
    Content content = plain.write(WebhookFormat.TEAMS, "tsk_9", task("task.failed", "{}"));

    assertThat(content.body()).contains("tsk_1").doesNotContain("actions");
  }

  private String title(JsonNode event) throws Exception {
    return message(WebhookFormat.SLACK, event).path("text").asText();
  }

  private JsonNode message(WebhookFormat format, JsonNode event) throws Exception {
    Content content = formats.write(format, "tsk_9", event);
    assertThat(content.type()).isEqualTo("application/json");
    return Json.MAPPER.readTree(content.body());
  }

  private static ObjectNode task(String type, String result) throws Exception {
    return event(
        type, "{\"id\": \"tsk_1\", \"type\": \"report\", \"result\": %s}".formatted(result));
  }

  private static ObjectNode event(String type, String data) throws Exception {
    ObjectNode event =
        Json.MAPPER.createObjectNode().put("type", type).put("timestamp", "2026-11-22T10:00:02Z");
    event.set("data", Json.MAPPER.readTree(data));
    return event;
  }
}
