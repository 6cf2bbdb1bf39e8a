package dev.offload.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;

/// A message for an incoming webhook of Slack: a text for notifications, and blocks.
final class Slack {
  private Slack() {}

  static ObjectNode message(Notice notice) {
    ObjectNode message = Json.MAPPER.createObjectNode();
    message.put("text", escaped(notice.title()));
    ArrayNode blocks = message.putArray("blocks");
    section(blocks, notice.title());
    notice.detail().ifPresent(detail -> section(blocks, detail));
    String subject = escaped(notice.subject());
    blocks
        .addObject()
        .put("type", "context")
        .putArray("elements")
        .addObject()
        .put("type", "mrkdwn")
        .put(
            "text",
            notice.link().map(link -> "<%s|%s>".formatted(link, subject)).orElse(subject)
                + " · "
                + escaped(notice.time()));
    return message;
  }

  /// Plain text, so that nothing that users write is formatted or notifies everybody in a
  /// channel.
  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", text)
        .put("emoji", false);
  }

  /// Escapes the characters that have a meaning in Slack.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
