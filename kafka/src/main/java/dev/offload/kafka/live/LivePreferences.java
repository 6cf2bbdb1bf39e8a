package dev.offload.kafka.live;

import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.UserPreferences;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The preferences of all users, as this process has read them from `offload.config`.
public final class LivePreferences extends LiveEntries {
  private final Map<String, Integer> counts;

  private LivePreferences(Map<String, Object> kafka, Map<String, Integer> counts) {
    super(kafka, UserPreferences::isKey, (before, after) -> count(counts, before, after));
    this.counts = counts;
  }

  /// Starts to read. `kafka` says how to reach Kafka, security included.
  public static LivePreferences read(Map<String, Object> kafka) {
    return new LivePreferences(kafka, new ConcurrentHashMap<>());
  }

  private static void count(Map<String, Integer> counts, ConfigEntry before, ConfigEntry after) {
    boolean isOther = (before == null) != (after == null);
    if (isOther && (after == null ? before : after) instanceof UserPreferences one) {
      counts.merge(
          one.tenant(),
          after == null ? -1 : 1,
          (known, more) -> known + more == 0 ? null : known + more);
    }
  }

  /// How many users of a tenant have preferences.
  public int count(String tenant) {
    return counts.getOrDefault(tenant, 0);
  }

  public Optional<UserPreferences> find(String tenant, String user) {
    return entries()
        .get(UserPreferences.key(tenant, user))
        .filter(UserPreferences.class::isInstance)
        .map(UserPreferences.class::cast);
  }
}
