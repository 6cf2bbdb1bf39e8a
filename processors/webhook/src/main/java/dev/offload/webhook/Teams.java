package dev.offload.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;

/// A message for a workflow of Microsoft Teams ("when a webhook request is received"): one
/// Adaptive Card.
final class Teams {
  private Teams() {}

  static ObjectNode message(Notice notice) {
    ObjectNode message = Json.MAPPER.createObjectNode().put("type", "message");
    ObjectNode attachment =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card =
        attachment
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    ArrayNode body = card.putArray("body");
    text(body, notice.title()).put("weight", "Bolder");
    notice.detail().ifPresent(detail -> text(body, detail));
    text(body, notice.subject() + " · " + notice.time()).put("isSubtle", true);
    notice
        .link()
        .ifPresent(
            link ->
                card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", "Show")
                    .put("url", link));
    return message;
  }

  /// A text run has no Markdown, so nothing that users write becomes a link.
  private static ObjectNode text(ArrayNode body, String text) {
    return body.addObject()
        .put("type", "RichTextBlock")
        .putArray("inlines")
        .addObject()
        .put("type", "TextRun")
        .put("text", text);
  }
}
