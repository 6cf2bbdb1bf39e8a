package dev.offload.kafka.live;

import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The entries of some kinds, as this process has read them from `offload.config`.
public abstract sealed class LiveEntries implements WholeReading
    permits LiveEndpoints, LiveGalleries, LivePreferences {
  private final TopicTable<ConfigEntry> entries;

  /// What changes with each entry.
  @FunctionalInterface
  interface Change {
    /// @param before null if there was none
    /// @param after null if there is none any more
    void of(ConfigEntry before, ConfigEntry after);
  }

  /// Starts to read.
  ///
  /// @param kafka how to reach Kafka, security included
  /// @param isKey whether an entry with a key is one of these
  LiveEntries(Map<String, Object> kafka, Predicate<String> isKey, Change change) {
    this.entries =
        TopicTable.read(
            kafka,
            Topics.CONFIG,
            key -> Optional.of(key).filter(isKey),
            (_, before, after) -> change.of(before, after));
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

  @Override
  public boolean isCaughtUp() {
    return entries.isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return entries.isAlive();
  }

  @Override
  public void close() {
    entries.close();
  }
}
