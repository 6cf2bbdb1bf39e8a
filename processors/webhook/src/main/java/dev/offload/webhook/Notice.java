package dev.offload.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// A message to people about an event.
///
/// @param title one sentence
/// @param detail such as an error; empty if there is nothing to add
/// @param subject the id of what it is about
/// @param time when it happened, as in the event
/// @param link where to read more
record Notice(
    String title, Optional<String> detail, String subject, String time, Optional<String> link) {
  private static final int LONGEST = 500;

  static Notice of(JsonNode event, Optional<String> taskLink) {
    String type = event.path("type").asText();
    JsonNode data = event.path("data");
    String subject = Formats.subject(event);
    boolean isOfEndpoint = type.startsWith("endpoint.");
    return new Notice(
        shortened(title(type, data, subject)),
        detail(data),
        subject,
        event.path("timestamp").asText(),
        taskLink.filter(_ -> !isOfEndpoint).map(link -> link.replace("{id}", subject)));
  }

  private static String title(String type, JsonNode data, String subject) {
    String end = type.substring(type.indexOf('.') + 1);
    if (type.startsWith("task.")) {
      return "The task %s %s.".formatted(data.path("type").asText(), ended(end));
    }
    if (type.startsWith("group.")) {
      return "The group of %d tasks %s.".formatted(data.path("total").asLong(), ended(end));
    }
    return "The webhook %s %s."
        .formatted(data.path("description").asText(subject), ofEndpoint(end));
  }

  private static String ended(String end) {
    return switch (end) {
      case "cancelled" -> "was cancelled";
      case "progress" -> "gets on";
      case "retrying" -> "will be tried again";
      default -> "has " + end;
    };
  }

  private static String ofEndpoint(String what) {
    return switch (what) {
      case "failing" -> "accepts nothing";
      case "recovered" -> "accepts events again";
      case "disabled" -> "was disabled";
      default -> "is being tried";
    };
  }

  /// The error of a task, the first one of a group, or why an endpoint fails.
  private static Optional<String> detail(JsonNode data) {
    JsonNode error = data.has("error") ? data.path("error") : data.at("/errors/0/error");
    String text = error.path("message").asText(data.path("reason").asText());
    return Optional.of(shortened(text)).filter(some -> !some.isEmpty());
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean cutsAPair = Character.isHighSurrogate(text.charAt(LONGEST - 2));
    return text.substring(0, LONGEST - (cutsAPair ? 2 : 1)) + "…";
  }
}
