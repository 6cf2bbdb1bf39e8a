package dev.offload.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A message as the mail sink lists it.
public record SeenMail(JsonNode json) {
  public long id() {
    return json.path("id").asLong();
  }

  public String recipient() {
    return json.path("recipients").path(0).asText();
  }

  public String subject() {
    return json.path("subject").asText();
  }

  public String messageId() {
    return json.path("messageId").asText();
  }

  public Instant receivedAt() {
    return Instant.parse(json.path("receivedAt").asText());
  }
}
