package dev.offload.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a receiver does with the official library.
final class Verification {
  private Verification() {}

  static JsonNode verified(String secret, String body, Map<String, List<String>> headers)
      throws EmptyWebhookSecretException, WebhookVerificationException, IOException {
    new Webhook(secret).verify(body, headers);
    return new ObjectMapper().readTree(body);
  }
}
