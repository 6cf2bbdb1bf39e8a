package dev.offload.ingest.endpoint;

import dev.offload.schemas.config.EndpointSecrets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A public key that was replaced, while its private key signs too.
@Schema(
    name = "WebhookFormerKey",
    requiredProperties = {"publicKey", "until"})
record FormerKeyView(
    @Schema(description = "The public key: whpk_ and base64.") String publicKey,
    @Schema(description = "When its private key stops signing.") Instant until) {

  /// Those that sign at `now`, newest first; null if there are none.
  static List<FormerKeyView> of(EndpointSecrets secrets, Instant now) {
    List<FormerKeyView> former =
        secrets.former().stream()
            .filter(one -> one.key() != null && now.isBefore(one.until()))
            .map(one -> new FormerKeyView(one.key().publicKey(), one.until()))
            .toList();
    return former.isEmpty() ? null : former;
  }
}
