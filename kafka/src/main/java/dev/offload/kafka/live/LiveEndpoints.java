package dev.offload.kafka.live;

import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// All endpoints, as this process has read them from `offload.config`.
public final class LiveEndpoints implements AutoCloseable {
  private final EndpointTable table = new EndpointTable();
  private final List<Consumer<Endpoint>> listeners = new CopyOnWriteArrayList<>();
  private final TopicTable<ConfigEntry> entries;

  private LiveEndpoints(Map<String, Object> kafka) {
    this.entries =
        TopicTable.read(
            kafka,
            Topics.CONFIG,
            key -> Optional.of(key).filter(EndpointTable::isKey),
            (_, before, after) -> changed(before, after));
  }

  private void changed(ConfigEntry before, ConfigEntry after) {
    table.change(before, after);
    if (after == null && before instanceof Endpoint gone) {
      listeners.forEach(listener -> listener.accept(gone));
    }
  }

  /// Calls `listener` with each endpoint that is deleted from now on, on the thread that reads.
  public void whenDeleted(Consumer<Endpoint> listener) {
    listeners.add(listener);
  }

  /// Starts to read. `kafka` says how to reach Kafka, security included.
  public static LiveEndpoints read(Map<String, Object> kafka) {
    return new LiveEndpoints(kafka);
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

  public boolean hasAny(String tenant) {
    return table.hasAny(tenant);
  }

  /// A tenant's endpoints, oldest first.
  public List<Endpoint> of(String tenant) {
    return table.of(tenant);
  }

  /// When somebody began to want events before tasks' ends. Empty if nobody does.
  public Optional<Instant> runsWantedSince() {
    return table.runsWantedSince();
  }

  public Optional<Endpoint> find(String tenant, EndpointId id) {
    return table.find(tenant, id);
  }

  /// Why an active endpoint accepts nothing, and since when. Empty if it accepts events.
  public Optional<EndpointFailing> failing(Endpoint endpoint) {
    return table.failing(endpoint);
  }

  /// What the receiver of an endpoint with a handshake has answered. Empty if it was not asked yet.
  public Optional<EndpointConsent> consent(Endpoint endpoint) {
    return table.consent(endpoint);
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
