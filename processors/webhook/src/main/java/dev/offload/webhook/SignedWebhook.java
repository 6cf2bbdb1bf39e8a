package dev.offload.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.offload.schemas.notify.WebhookUrl;
import java.time.Instant;
import java.util.Map;

/// One request as Standard Webhooks 1.0 defines it, ready to be sent: the address, the body, and
/// the headers with its signature.
record SignedWebhook(WebhookUrl url, String body, Map<String, String> headers) {
  /// Signs `body` with `secret` (`whsec_…`). `id` is the same in all attempts of a delivery. `at`
  /// is the time of this attempt.
  static SignedWebhook sign(WebhookUrl url, String id, Instant at, String body, String secret) {
    try {
      String signature = new Webhook(secret).sign(id, at.getEpochSecond(), body);
      return new SignedWebhook(
          url,
          body,
          Map.of(
              Webhook.UNBRANDED_MSG_ID_KEY, id,
              Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(at.getEpochSecond()),
              Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signature));
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException(
          "every JDK has HmacSHA256, and no tenant's secret is empty", e);
    }
  }
}
