package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;

/// All limits, as far as this instance has read them.
public interface KnownLimits {
  /// Whether nothing is limited.
  boolean isEmpty();

  /// What applies to an exact scope.
  KnownRule of(LimitScope scope);

  /// What has changed since a version of an earlier answer, or since 0.
  Changes since(long version);
}
