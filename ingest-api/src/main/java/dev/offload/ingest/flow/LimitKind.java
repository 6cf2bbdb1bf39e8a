package dev.offload.ingest.flow;

import dev.offload.ingest.auth.Caller;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.config.Scope;
import dev.offload.schemas.task.ConcurrencyKey;
import java.util.Optional;

/// The kinds of scopes of limits. A scope's path is `queue/<name>`, `tenant/<name>` or
/// `key/<name>`. A key is one of the caller's tenant.
public enum LimitKind {
  QUEUE("queue", Scope.ADMIN, OfQueue.RULE) {
    @Override
    Optional<LimitScope> scope(String name, String tenant) {
      return Optional.of(name).filter(OfQueue::isName).map(OfQueue::new);
    }
  },
  TENANT("tenant", Scope.ADMIN, OfTenant.RULE) {
    @Override
    Optional<LimitScope> scope(String name, String tenant) {
      return Optional.of(name).filter(OfTenant::isName).map(OfTenant::new);
    }
  },
  KEY("key", Scope.MANAGE, OfKey.RULE + ", and does not begin with " + ConcurrencyKey.RESERVED) {
    @Override
    Optional<LimitScope> scope(String name, String tenant) {
      return Optional.of(name)
          .filter(OfKey::isName)
          .filter(key -> !key.startsWith(ConcurrencyKey.RESERVED))
          .map(key -> new OfKey(tenant, key));
    }
  };

  private final String text;
  private final Scope needed;
  private final String rule;

  LimitKind(String text, Scope needed, String rule) {
    this.text = text;
    this.needed = needed;
    this.rule = rule;
  }

  /// Empty unless `text` is the word for a kind.
  static Optional<LimitKind> parse(String text) {
    for (LimitKind kind : values()) {
      if (kind.text.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// The scope with this name. Empty if it can't have the name.
  abstract Optional<LimitScope> scope(String name, String tenant);

  /// Whether `caller` may set and see the limit of `scope`.
  public static boolean isOpenTo(Caller caller, LimitScope scope) {
    return switch (scope) {
      case OfQueue _ -> caller.has(QUEUE.needed);
      case OfTenant _ -> caller.has(TENANT.needed);
      case OfKey key ->
          caller.has(KEY.needed) && key.tenant().equals(caller.tenant()) && !key.isReserved();
    };
  }

  /// The first part of its path.
  public String text() {
    return text;
  }

  /// What an API key needs for limits of this kind.
  Scope needed() {
    return needed;
  }

  /// What a name must be.
  String rule() {
    return rule;
  }
}
