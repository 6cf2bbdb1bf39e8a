package dev.offload.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.WebhookFormat;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.webhook.SignedWebhook.Message;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Webhooks that a test sends to `url`.
record SomeWebhooks(OutsideUrl url) {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

  static SomeWebhooks to(String url) {
    return new SomeWebhooks(OutsideUrl.of(url));
  }

  /// Sends a request to a URL that a task names.
  static DeliveryOutcome send(
      WebhookSender sender, String tenant, Outgoing request, TlsIdentity identity) {
    BreakerKey breaker = Addressee.of(tenant, request.url()).breaker();
    return sender.send(tenant, breaker, request, identity);
  }

  SignedWebhook signed(String id, Instant at, String body, String... secrets) {
    return SignedWebhook.sign(
        url, Map.of(), new Message(id, at, Content.json(body)), List.of(secrets));
  }

  /// The same event in any format.
  SignedWebhook formatted(String id, Instant at, WebhookFormat format, String secret) {
    JsonNode event =
        Json.MAPPER
            .createObjectNode()
            .put("type", "task.failed")
            .put("timestamp", at.toString())
            .set(
                "data",
                Json.MAPPER
                    .createObjectNode()
                    .put("id", "tsk_1")
                    .put("type", "report ünïcödé")
                    .put("state", "failed"));
    Formats formats = new Formats(URI.create("/offload/test"), Optional.empty());
    return SignedWebhook.sign(
        url, Map.of(), new Message(id, at, formats.write(format, id, event)), List.of(secret));
  }

  /// With the signature of another body.
  SignedWebhook forged(String id, Instant at, String body, String secret) {
    return new SignedWebhook(url, Content.json(body), signed(id, at, body + " ", secret).headers());
  }
}
