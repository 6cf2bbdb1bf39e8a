package dev.offload.worker;

import dev.offload.schemas.Require;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What is remembered of many tenants: the entries that were used last, up to a number. Beyond it a
/// tenant that has more than its share forgets the entry that it has not used for the longest time.
/// So no tenant makes others forget theirs, however many it has.
///
/// It is not for several threads at once.
public final class LatestOfTenants<K, V> {
  private final int most;

  /// Those that were used last come last. No tenant is without any.
  private final Map<String, SequencedMap<K, V>> ofTenants = new HashMap<>();

  private int size;

  /// @param most how many entries all tenants have together at most
  public LatestOfTenants(int most) {
    Require.that(most >= 1, "most", "be 1 or more", most);
    this.most = most;
  }

  public Optional<V> find(String tenant, K key) {
    return Optional.ofNullable(ofTenants.get(tenant)).map(own -> own.get(key));
  }

  public void put(String tenant, K key, V value) {
    SequencedMap<K, V> own =
        ofTenants.computeIfAbsent(tenant, _ -> new LinkedHashMap<>(16, 0.75f, true));
    if (own.put(key, value) == null) {
      size++;
    }
    if (size > most) {
      forgetOne(tenant);
    }
  }

  public void remove(String tenant, K key) {
    SequencedMap<K, V> own = ofTenants.get(tenant);
    if (own != null && own.remove(key) != null) {
      size--;
      if (own.isEmpty()) {
        ofTenants.remove(tenant);
      }
    }
  }

  /// All entries of all tenants.
  public Stream<V> values() {
    return ofTenants.values().stream().flatMap(own -> own.values().stream());
  }

  /// How many entries there are.
  int size() {
    return size;
  }

  /// @param grown the tenant that has just got one more
  private void forgetOne(String grown) {
    int share = Math.max(1, most / ofTenants.size());
    String loser = ofTenants.get(grown).size() > share ? grown : largestBut(grown);
    SequencedMap<K, V> left = ofTenants.get(loser);
    left.pollFirstEntry();
    size--;
    if (left.isEmpty()) {
      ofTenants.remove(loser);
    }
  }

  /// If there is no other, that one.
  private String largestBut(String tenant) {
    return ofTenants.entrySet().stream()
        .filter(own -> !own.getKey().equals(tenant))
        .max(Comparator.comparingInt(own -> own.getValue().size()))
        .map(Map.Entry::getKey)
        .orElse(tenant);
  }
}
