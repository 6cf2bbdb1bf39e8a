package dev.offload.ingest.token;

import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A link to the portal. It is not kept anywhere, so nothing shows it again.
@Schema(
    name = "Portal",
    description = "A link to the portal.",
    requiredProperties = {"url", "expiresAt"})
record PortalView(
    @Schema(description = "The link. Whoever has it can change the tenant's endpoints.") URI url,
    @Schema(description = "When the link expires, without fractions of a second.")
        Instant expiresAt) {

  /// Without the link, since records are easily logged.
  @Override
  public String toString() {
    return "PortalView[" + expiresAt + "]";
  }
}
