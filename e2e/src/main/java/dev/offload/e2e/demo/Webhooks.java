package dev.offload.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.offload.testkit.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Verifies the requests at the webhook receiver with the official Standard Webhooks library.
final class Webhooks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Webhook verifier;

  Webhooks(String secret) {
    try {
      verifier = new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("The webhook secret is empty", e);
    }
  }

  /// The body of a request, if its signature holds.
  Optional<JsonNode> verified(ReceivedRequest request) {
    try {
      verifier.verify(request.body(), request.headers());
      return Optional.of(JSON.readTree(request.body()));
    } catch (WebhookVerificationException | IOException _) {
      return Optional.empty();
    }
  }

  /// The verified webhooks about one task.
  List<JsonNode> about(String taskId, List<ReceivedRequest> requests) {
    return requests.stream()
        .flatMap(request -> verified(request).stream())
        .filter(body -> body.path("data").path("id").asText().equals(taskId))
        .toList();
  }

  /// How many requests were not signed by Offload.
  long forged(List<ReceivedRequest> requests) {
    return requests.stream().filter(request -> verified(request).isEmpty()).count();
  }
}
