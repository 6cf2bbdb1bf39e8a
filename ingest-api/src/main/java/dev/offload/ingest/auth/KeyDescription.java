package dev.offload.ingest.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import java.time.Instant;
import java.util.List;

/// An API key as its tenant sees it.
///
/// @param key the whole key, only in the answer that makes it
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyDescription(
    String id, String name, String tenant, List<Scope> scopes, Instant createdAt, String key) {

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
