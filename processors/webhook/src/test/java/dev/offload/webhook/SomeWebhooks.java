package dev.offload.webhook;

import dev.offload.schemas.notify.WebhookUrl;
import dev.offload.webhook.SignedWebhook.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Webhooks that a test sends to `url`.
record SomeWebhooks(WebhookUrl url) {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

  static SomeWebhooks to(String url) {
    return new SomeWebhooks(WebhookUrl.of(url));
  }

  SignedWebhook signed(String id, Instant at, String body, String... secrets) {
    return SignedWebhook.sign(
        url, Map.of(), new Message(id, at, Content.json(body)), List.of(secrets));
  }

  /// With the signature of another body.
  SignedWebhook forged(String id, Instant at, String body) {
    return new SignedWebhook(url, Content.json(body), signed(id, at, body + " ", SECRET).headers());
  }
}
