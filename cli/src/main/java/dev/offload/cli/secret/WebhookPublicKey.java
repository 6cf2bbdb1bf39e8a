package dev.offload.cli.secret;

import dev.offload.schemas.config.Ed25519;
import java.time.Instant;
import java.util.Base64;

/// A key with which signatures by Ed25519 are checked, as Standard Webhooks writes it: `whpk_` and
/// the base64 of 32 bytes.
public record WebhookPublicKey(String text) implements VerifyingKey {
  static final String PREFIX = "whpk_";
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  static WebhookPublicKey of(String text) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be base64 after whpk_", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("must be base64 of 32 bytes after whpk_");
    }
    return new WebhookPublicKey(text);
  }

  @Override
  public String version() {
    return "v1a";
  }

  @Override
  public int signatureBytes() {
    return SIGNATURE_BYTES;
  }

  @Override
  public boolean fits(String signature, String id, Instant at, String body) {
    return signature.startsWith(version() + ",")
        && Ed25519.isGenuine(
            text,
            "%s.%d.%s".formatted(id, at.getEpochSecond(), body),
            signature.substring(version().length() + 1));
  }
}
