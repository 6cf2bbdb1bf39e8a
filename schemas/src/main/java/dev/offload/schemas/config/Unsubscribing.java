package dev.offload.schemas.config;

import java.util.Base64;
import java.util.Optional;

/// Makes and reads the tokens in links by which users ask for no more mail. A token names a tenant
/// and a user, and nobody can make one without a sealing key.
///
/// ```
/// tenant . id of the sealing key . base64url of the sealed user
/// ```
public final class Unsubscribing {
  /// Where the link leads to, below the API's own address.
  public static final String PATH = "/v1/unsubscribe";

  /// The query parameter that has the token.
  public static final String TOKEN = "token";

  private static final String PLACE = "unsubscribe/";
  private static final int PARTS = 3;

  private final Sealer sealer;

  public Unsubscribing(Sealer sealer) {
    this.sealer = sealer;
  }

  /// Whose link it is.
  public record Subscriber(String tenant, String user) {}

  public String token(String tenant, String user) {
    Sealed sealed = sealer.seal(user, PLACE + tenant);
    byte[] bytes = Base64.getDecoder().decode(sealed.bytes());
    return String.join(
        ".", tenant, sealed.key(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Empty unless it was made with one of the sealing keys.
  public Optional<Subscriber> read(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
      Sealed sealed = new Sealed(parts[1], Base64.getEncoder().encodeToString(bytes));
      return Optional.of(new Subscriber(parts[0], sealer.open(sealed, PLACE + parts[0])));
    } catch (IllegalArgumentException | IllegalStateException _) {
      return Optional.empty();
    }
  }
}
