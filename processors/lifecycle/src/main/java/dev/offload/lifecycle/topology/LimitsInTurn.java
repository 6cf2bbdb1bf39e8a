package dev.offload.lifecycle.topology;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Limits that are to be looked at, a few at a time. Tenants take turns, so one with many keys does
/// not hold up the others. What operators set has turns of its own.
final class LimitsInTurn {
  private static final String OPERATORS = "";

  private final SequencedMap<String, SequencedSet<LimitScope>> byOwner = new LinkedHashMap<>();

  void add(LimitScope scope) {
    byOwner.computeIfAbsent(owner(scope), _ -> new LinkedHashSet<>()).add(scope);
  }

  /// Returns whether it was there.
  boolean remove(LimitScope scope) {
    SequencedSet<LimitScope> scopes = byOwner.get(owner(scope));
    boolean wasThere = scopes != null && scopes.remove(scope);
    if (wasThere && scopes.isEmpty()) {
      byOwner.remove(owner(scope));
    }
    return wasThere;
  }

  boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /// Takes the next ones out, at most `most`.
  List<LimitScope> next(int most) {
    List<LimitScope> next = new ArrayList<>();
    while (next.size() < most && !byOwner.isEmpty()) {
      var first = byOwner.pollFirstEntry();
      SequencedSet<LimitScope> scopes = first.getValue();
      next.add(scopes.removeFirst());
      if (!scopes.isEmpty()) {
        byOwner.putLast(first.getKey(), scopes);
      }
    }
    return next;
  }

  private static String owner(LimitScope scope) {
    return switch (scope) {
      case OfKey key -> key.tenant();
      case OfTenant _, OfQueue _ -> OPERATORS;
    };
  }
}
