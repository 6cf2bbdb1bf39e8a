package dev.offload.secrets;

import dev.offload.schemas.Require;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secrets of tenants, which are derived from one master key: HMAC-SHA256 of a label and the
/// tenant. Only the master key is stored.
public final class TenantSecrets {
  public static final int MASTER_KEY_BYTES = 32;
  private static final String WEBHOOK_LABEL = "webhook-default-secret/";

  private final SecretKeySpec masterKey;

  /// `masterKeyBase64` is exactly 32 bytes in standard base64.
  public TenantSecrets(String masterKeyBase64) {
    byte[] key = Base64.getDecoder().decode(Require.text(masterKeyBase64, "master key"));
    Require.that(
        key.length == MASTER_KEY_BYTES, "master key", "have 32 bytes", key.length + " bytes");
    masterKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /// The secret that signs webhooks to URLs named in a task, as Standard Webhooks writes it:
  /// `whsec_` and base64.
  public String webhookSecret(String tenant) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(masterKey);
      byte[] secret = mac.doFinal((WEBHOOK_LABEL + tenant).getBytes(StandardCharsets.UTF_8));
      return "whsec_" + Base64.getEncoder().encodeToString(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks HmacSHA256", e);
    }
  }
}
