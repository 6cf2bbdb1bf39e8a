package dev.offload.ingest.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An API key as its tenant sees it.
@Schema(
    description = "An API key.",
    requiredProperties = {"id", "name", "tenant", "scopes", "createdAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyDescription(
    @Schema(ref = "KeyId") String id,
    @Schema(description = "The name by which people recognise it.") String name,
    @Schema(description = "The tenant it belongs to.") String tenant,
    @Schema(description = "What it may do.") List<Scope> scopes,
    @Schema(description = "When it was created.") Instant createdAt,
    @Schema(description = "The whole key. Only the answer that creates it has this.") String key) {

  static KeyDescription of(ApiKey key) {
    return of(key, null);
  }

  static KeyDescription withSecret(ApiKey key, ApiKeyToken token) {
    return of(key, token.spelled());
  }

  private static KeyDescription of(ApiKey key, String token) {
    return new KeyDescription(
        key.id(),
        key.name(),
        key.tenant(),
        key.scopes().stream().sorted().toList(),
        key.createdAt(),
        token);
  }
}
