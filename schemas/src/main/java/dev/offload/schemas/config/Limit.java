package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import java.time.Instant;
import java.util.Optional;

/// How many tasks of a scope may run at a time, and at what rate they may start. `revision` is
/// a new one each time the limit is written. On the wire it is flat.
@JsonPropertyOrder({"scope", "concurrency", "rate"})
public record Limit(
    LimitScope scope,
    @JsonUnwrapped LimitRule rule,
    Instant createdAt,
    Instant updatedAt,
    String revision)
    implements ConfigEntry {

  /// The prefix of the keys of limits.
  public static final String KEY_PREFIX = "limit/";

  public Limit {
    Require.present(scope, "scope");
    Require.present(rule, "rule");
    Require.present(createdAt, "createdAt");
    Require.present(updatedAt, "updatedAt");
    Require.text(revision, "revision");
  }

  @Override
  public String key() {
    return key(scope);
  }

  public static String key(LimitScope scope) {
    return KEY_PREFIX + scope.text();
  }

  public static boolean isKey(String key) {
    return key != null && key.startsWith(KEY_PREFIX);
  }

  /// The scope of a key; empty if the key belongs to another kind of entry.
  public static Optional<LimitScope> scopeOf(String key) {
    return isKey(key) ? LimitScope.tryParse(key.substring(KEY_PREFIX.length())) : Optional.empty();
  }
}
