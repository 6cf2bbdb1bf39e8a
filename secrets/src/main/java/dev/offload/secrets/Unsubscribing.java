package dev.offload.secrets;

import dev.offload.schemas.config.Encrypted;
import java.util.Base64;
import java.util.Optional;

/// Makes and reads the tokens in links by which users ask for no more mail. A token names a tenant
/// and a user, and nobody can make one without an encryption key.
///
/// ```
/// tenant . id of the encryption key . base64url of the encrypted user
/// ```
public final class Unsubscribing {
  private static final String PLACE = "unsubscribe/";
  private static final int PARTS = 3;

  private final Encrypter encrypter;

  public Unsubscribing(Encrypter encrypter) {
    this.encrypter = encrypter;
  }

  /// The user whose link it is.
  public record Owner(String tenant, String user) {}

  public String token(String tenant, String user) {
    Encrypted encrypted = encrypter.encrypt(user, PLACE + tenant);
    byte[] bytes = Base64.getDecoder().decode(encrypted.bytes());
    return String.join(
        ".",
        tenant,
        encrypted.key(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Empty unless it was made with one of the encryption keys.
  public Optional<Owner> read(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
      Encrypted encrypted = new Encrypted(parts[1], Base64.getEncoder().encodeToString(bytes));
      return Optional.of(new Owner(parts[0], encrypter.decrypt(encrypted, PLACE + parts[0])));
    } catch (IllegalArgumentException | IllegalStateException _) {
      return Optional.empty();
    }
  }
}
