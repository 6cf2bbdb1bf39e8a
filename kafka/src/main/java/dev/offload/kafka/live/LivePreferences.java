package dev.offload.kafka.live;

import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.UserPreferences;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The preferences of all users, as this process has read them from `offload.config`.
public final class LivePreferences implements AutoCloseable {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final TopicTable<ConfigEntry> entries;

  private LivePreferences(Map<String, Object> kafka) {
    this.entries =
        TopicTable.read(
            kafka,
            Topics.CONFIG,
            key -> Optional.of(key).filter(UserPreferences::isKey),
            (_, before, after) -> count(before, after));
  }

  /// Starts to read. `kafka` says how to reach Kafka, security included.
  public static LivePreferences read(Map<String, Object> kafka) {
    return new LivePreferences(kafka);
  }

  private void count(ConfigEntry before, ConfigEntry after) {
    boolean isOther = (before == null) != (after == null);
    if (isOther && (after == null ? before : after) instanceof UserPreferences one) {
      counts.merge(
          one.tenant(),
          after == null ? -1 : 1,
          (known, more) -> known + more == 0 ? null : known + more);
    }
  }

  /// The records that it has read.
  public TopicTable<ConfigEntry> entries() {
    return entries;
  }

  /// Waits until everything that is now in the topic has been read.
  ///
  /// @return whether it was, within `patience`
  public boolean catchUp(Duration patience) throws InterruptedException {
    return entries.catchUp(patience);
  }

  /// How many users of a tenant have preferences.
  public int count(String tenant) {
    return counts.getOrDefault(tenant, 0);
  }

  public Optional<UserPreferences> find(String tenant, String user) {
    return entries
        .get(UserPreferences.key(tenant, user))
        .filter(UserPreferences.class::isInstance)
        .map(UserPreferences.class::cast);
  }

  /// Whether all that existed at the start has been read, and reading goes on.
  public boolean isCaughtUp() {
    return entries.isCaughtUp();
  }

  public boolean isAlive() {
    return entries.isAlive();
  }

  @Override
  public void close() {
    entries.close();
  }
}
