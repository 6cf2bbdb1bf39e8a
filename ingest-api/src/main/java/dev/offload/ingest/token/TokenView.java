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
    @Schema(description = "For the header Authorization, after Bearer, as a key.") String token,
    @Schema(description = "When it expires, in whole seconds.") Instant expiresAt) {

  static TokenView of(TokenGiver.Given given) {
    return new TokenView(given.token(), given.expiresAt());
  }

  /// Without the token, since records are easily logged.
  @Override
  public String toString() {
    return "TokenView[" + expiresAt + "]";
  }
}
