package dev.offload.kafka.live;

import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// All limits, and which of them applies to a name. An exact scope beats a pattern, and a longer
/// pattern beats a shorter one. One thread may change it while others read it.
public final class LimitTable {
  private final Map<String, Limit> exact = new ConcurrentHashMap<>();

  /// By the text of the scope without its wildcard.
  private final ConcurrentNavigableMap<String, Limit> patterns = new ConcurrentSkipListMap<>();

  /// Adds a limit. One of the same scope is replaced.
  public void put(Limit limit) {
    if (limit.scope().isPattern()) {
      patterns.put(limit.scope().beginning(), limit);
    } else {
      exact.put(limit.scope().text(), limit);
    }
  }

  /// Takes a record of `offload.config`.
  ///
  /// @param value null if the entry is gone
  /// @return whether the record is one of a limit
  public boolean take(String key, ConfigEntry value) {
    Optional<LimitScope> scope = Limit.scopeOf(key);
    if (scope.isPresent() && value instanceof Limit limit) {
      put(limit);
    } else {
      scope.ifPresent(this::remove);
    }
    return scope.isPresent();
  }

  public void remove(LimitScope scope) {
    if (scope.isPattern()) {
      patterns.remove(scope.beginning());
    } else {
      exact.remove(scope.text());
    }
  }

  public boolean isEmpty() {
    return exact.isEmpty() && patterns.isEmpty();
  }

  /// The limit that applies to an exact scope. No pattern applies to the keys that Offload gives to
  /// its own tasks: a tenant means its own keys.
  public Optional<Limit> find(LimitScope scope) {
    if (isEmpty()) {
      return Optional.empty();
    }
    String text = scope.text();
    Limit own = exact.get(text);
    boolean isOurs = scope instanceof OfKey key && key.isReserved();
    return own == null && !isOurs ? longestPattern(text) : Optional.ofNullable(own);
  }

  /// The greatest key up to a text is either its longest beginning in the map, or shares with the
  /// text all that this beginning can have.
  private Optional<Limit> longestPattern(String text) {
    String rest = text;
    for (var entry = patterns.floorEntry(rest); entry != null; entry = patterns.floorEntry(rest)) {
      if (text.startsWith(entry.getKey())) {
        return Optional.of(entry.getValue());
      }
      rest = rest.substring(0, sharedLength(rest, entry.getKey()));
    }
    return Optional.empty();
  }

  private static int sharedLength(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }
}
