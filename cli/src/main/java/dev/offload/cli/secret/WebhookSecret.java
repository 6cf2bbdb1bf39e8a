package dev.offload.cli.secret;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/// A secret that signs webhooks, as Standard Webhooks writes it: `whsec_` and base64.
public final class WebhookSecret implements VerifyingKey {
  private static final String PREFIX = "whsec_";
  private static final int FRESH_BYTES = 32;
  private static final int SIGNATURE_BYTES = 32;

  private final String text;
  private final Webhook signer;

  private WebhookSecret(String text) {
    this.text = text;
    try {
      signer = new Webhook(text);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("must have something after whsec_", e);
    }
  }

  /// Throws [IllegalArgumentException] if `text` is no secret. Its message does not repeat it.
  public static WebhookSecret of(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("must begin with whsec_");
    }
    if (text.length() == PREFIX.length()) {
      throw new IllegalArgumentException("must have something after whsec_");
    }
    try {
      Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be base64 after whsec_", e);
    }
    return new WebhookSecret(text);
  }

  public static WebhookSecret fresh(SecureRandom random) {
    byte[] key = new byte[FRESH_BYTES];
    random.nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /// The signature of a webhook, with its version: `v1,` and base64.
  public String sign(String id, Instant at, String body) {
    try {
      return signer.sign(id, at.getEpochSecond(), body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("this JDK lacks HmacSHA256", e);
    }
  }

  @Override
  public String version() {
    return "v1";
  }

  @Override
  public int signatureBytes() {
    return SIGNATURE_BYTES;
  }

  @Override
  public boolean fits(String signature, String id, Instant at, String body) {
    return sign(id, at, body).equals(signature);
  }

  /// The secret itself, to show to its owner.
  public String reveal() {
    return text;
  }

  /// Without the secret, since texts are easily logged.
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
