package dev.offload.cli.secret;

import java.time.Instant;

/// What signatures of webhooks are checked with: the secret that makes them, or the public key that
/// belongs to the private one.
public sealed interface VerifyingKey permits WebhookSecret, WebhookPublicKey {
  /// What its signatures begin with, without the comma.
  String version();

  /// How long its signatures are.
  int signatureBytes();

  /// Whether a signature, with its version, was made for this webhook.
  boolean fits(String signature, String id, Instant at, String body);

  /// Throws [IllegalArgumentException] if `text` is neither. Its message does not repeat the text.
  static VerifyingKey of(String text) {
    return text.startsWith(WebhookPublicKey.PREFIX)
        ? WebhookPublicKey.of(text)
        : WebhookSecret.of(text);
  }
}
