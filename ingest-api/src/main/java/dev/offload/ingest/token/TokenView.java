package dev.offload.ingest.token;

import dev.offload.ingest.auth.TokenGiver;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A new token. It is not kept anywhere, so nothing shows it again.
@Schema(
    name = "Token",
    description = "A token.",
    requiredProperties = {"token", "expiresAt"})
record TokenView(
    @Schema(description = "The token. Send it like a key, as `Authorization: Bearer <token>`.")
        String token,
    @Schema(description = "When the token expires, without fractions of a second.")
        Instant expiresAt) {

  static TokenView of(TokenGiver.Given given) {
    return new TokenView(given.token(), given.expiresAt());
  }

  /// Without the token, since records are easily logged.
  @Override
  public String toString() {
    return "TokenView[" + expiresAt + "]";
  }
}
