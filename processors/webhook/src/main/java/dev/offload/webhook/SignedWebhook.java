package dev.offload.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.offload.schemas.config.Ed25519;
import dev.offload.schemas.url.OutsideUrl;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A request as Standard Webhooks 1.0 defines it, ready to be sent: the URL, the content and
/// all headers, with the signatures.
record SignedWebhook(OutsideUrl url, Content content, Map<String, String> headers)
    implements Outgoing {
  /// A message without its URL and the secrets.
  ///
  /// @param id the same in all attempts of a delivery
  /// @param at the time of this attempt
  record Message(String id, Instant at, Content content) {
    /// The text that a signature covers.
    private String signedText() {
      return "%s.%d.%s".formatted(id, at.getEpochSecond(), content.body());
    }
  }

  private static final String PRIVATE_KEY = "whsk_";

  /// Signs with each of `secrets`. A shared secret (`whsec_…`) signs by the scheme `v1`, and a
  /// private key (`whsk_…`) by `v1a`. `headers` are additional ones.
  static SignedWebhook sign(
      OutsideUrl url, Map<String, String> headers, Message message, List<String> secrets) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(message.content().headers());
    all.put(Webhook.UNBRANDED_MSG_ID_KEY, message.id());
    all.put(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(message.at().getEpochSecond()));
    all.put(
        Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
        secrets.stream()
            .map(secret -> signature(message, secret))
            .collect(Collectors.joining(" ")));
    return new SignedWebhook(url, message.content(), Map.copyOf(all));
  }

  private static String signature(Message message, String secret) {
    if (secret.startsWith(PRIVATE_KEY)) {
      return "v1a," + Ed25519.sign(secret, message.signedText());
    }
    try {
      return new Webhook(secret)
          .sign(message.id(), message.at().getEpochSecond(), message.content().body());
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("this JDK lacks HmacSHA256, or the secret is empty", e);
    }
  }
}
