package dev.offload.kafka.live;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.notify.EndpointId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// All endpoints, as this process has read them from `offload.config`.
public final class LiveEndpoints extends LiveEntries {
  private final EndpointTable table;
  private final List<Consumer<Endpoint>> listeners;

  private LiveEndpoints(
      Map<String, Object> kafka, EndpointTable table, List<Consumer<Endpoint>> listeners) {
    super(
        kafka,
        EndpointTable::isKey,
        (before, after) -> {
          table.change(before, after);
          if (after == null && before instanceof Endpoint gone) {
            listeners.forEach(listener -> listener.accept(gone));
          }
        });
    this.table = table;
    this.listeners = listeners;
  }

  /// Calls `listener` with each endpoint that is deleted from now on, on the thread that reads.
  public void whenDeleted(Consumer<Endpoint> listener) {
    listeners.add(listener);
  }

  /// Starts to read. `kafka` says how to reach Kafka, security included.
  public static LiveEndpoints read(Map<String, Object> kafka) {
    return new LiveEndpoints(kafka, new EndpointTable(), new CopyOnWriteArrayList<>());
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
}
