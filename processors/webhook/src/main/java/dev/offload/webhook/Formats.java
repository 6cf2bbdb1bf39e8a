package dev.offload.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookFormat;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Writes an event in the format that its receiver wants.
///
/// @param source the CloudEvents source of this installation
/// @param taskLink a URL in which `{id}` stands for the id of a task or group, for messages to
///     people
record Formats(URI source, Optional<String> taskLink) {
  private static final String SPEC_VERSION = "1.0";

  /// @param id of the delivery, which is the `webhook-id`
  /// @param event in the form of Standard Webhooks
  Content write(WebhookFormat format, String id, JsonNode event) {
    return switch (format) {
      case STANDARD -> Content.json(text(event));
      case CLOUDEVENTS -> structured(id, event);
      case CLOUDEVENTS_BINARY -> binary(id, event);
      case SLACK -> Content.json(text(Slack.message(Notice.of(event, taskLink))));
      case TEAMS -> Content.json(text(Teams.message(Notice.of(event, taskLink))));
    };
  }

  /// The structured content mode of CloudEvents 1.0 over HTTP, section 3.2 of its protocol binding.
  private Content structured(String id, JsonNode event) {
    ObjectNode all = Json.MAPPER.createObjectNode();
    all.put("specversion", SPEC_VERSION);
    all.put("id", id);
    all.put("source", source.toString());
    all.put("type", type(event));
    all.put("subject", subject(event));
    all.put("time", event.path("timestamp").asText());
    all.put("datacontenttype", "application/json");
    all.set("data", event.path("data"));
    return new Content("application/cloudevents+json", text(all), Map.of());
  }

  /// The binary content mode, section 3.1. None of the values needs encoding.
  private Content binary(String id, JsonNode event) {
    return new Content(
        "application/json",
        text(event.path("data")),
        Map.of(
            "ce-specversion", SPEC_VERSION,
            "ce-id", id,
            "ce-source", source.toString(),
            "ce-type", type(event),
            "ce-subject", subject(event),
            "ce-time", event.path("timestamp").asText()));
  }

  private static String text(JsonNode json) {
    try {
      return Json.MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can't be written as JSON", e);
    }
  }

  /// As in `offload.completions`.
  private static String type(JsonNode event) {
    return "dev.offload." + event.path("type").asText() + ".v1";
  }

  /// The id of what the event is about.
  static String subject(JsonNode event) {
    JsonNode data = event.path("data");
    return data.path("id").asText(data.path("endpoint").asText());
  }
}
