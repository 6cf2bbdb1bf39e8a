package dev.offload.ingest.endpoint;

import dev.offload.ingest.health.Vital;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.endpoint.LiveEndpoints;
import dev.offload.schemas.config.Endpoint;
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
class EndpointBook implements Vital {

  private final LiveEndpoints endpoints;
  private final EndpointsConfig config;

  EndpointBook(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, EndpointsConfig config) {
    this.config = config;
    this.endpoints = LiveEndpoints.read(kafka);
  }

  /// Waits until this replica has read everything that any replica wrote before.
  ///
  /// @throws ProblemException `unavailable` with `detail` if that takes too long
  void catchUp(String detail) throws InterruptedException {
    if (!hasCaughtUp()) {
      throw ProblemException.unavailable(detail, config.lookupLimit());
    }
  }

  /// The same without an error.
  boolean hasCaughtUp() throws InterruptedException {
    return endpoints.catchUp(config.lookupLimit());
  }

  Optional<Endpoint> find(String tenant, EndpointId id) {
    return endpoints.find(tenant, id);
  }

  /// The endpoint as its owner wrote it, whatever its receiver has done.
  Optional<Endpoint> written(String tenant, EndpointId id) {
    return endpoints.written(tenant, id);
  }

  /// What was in the place of `written` when it was written.
  Optional<Endpoint> replacedBy(Endpoint written) {
    return endpoints.replacedBy(written);
  }

  /// Those of a tenant, oldest first.
  List<Endpoint> of(String tenant) {
    return endpoints.of(tenant);
  }

  /// Since when, and why, an endpoint accepts nothing.
  Optional<EndpointFailing> failing(Endpoint endpoint) {
    return endpoints.failing(endpoint);
  }

  @Override
  public String wellness() {
    return "endpointsAreRead";
  }

  @Override
  public boolean isWell() {
    return endpoints.isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return endpoints.isAlive();
  }

  @PreDestroy
  void close() {
    endpoints.close();
  }
}
