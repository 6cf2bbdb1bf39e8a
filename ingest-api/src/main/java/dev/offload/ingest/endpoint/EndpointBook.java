package dev.offload.ingest.endpoint;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.live.LiveEndpoints;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.notify.EndpointId;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All endpoints, as this replica has read them from `offload.config`.
@Startup
@ApplicationScoped
class EndpointBook implements VitalReading {

  private final LiveEndpoints endpoints;

  EndpointBook(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.endpoints = LiveEndpoints.read(kafka);
  }

  /// Its entries, by the keys of their records.
  TopicTable<ConfigEntry> entries() {
    return endpoints.entries();
  }

  Optional<Endpoint> find(String tenant, EndpointId id) {
    return endpoints.find(tenant, id);
  }

  /// A tenant's endpoints, oldest first.
  List<Endpoint> of(String tenant) {
    return endpoints.of(tenant);
  }

  /// Why an endpoint accepts nothing, and when that began.
  Optional<EndpointFailing> failing(Endpoint endpoint) {
    return endpoints.failing(endpoint);
  }

  /// What the receiver of an endpoint with a handshake has answered.
  Optional<EndpointConsent> consent(Endpoint endpoint) {
    return endpoints.consent(endpoint);
  }

  @Override
  public String wellness() {
    return "endpointsAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(endpoints);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
