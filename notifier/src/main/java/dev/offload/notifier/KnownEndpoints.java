package dev.offload.notifier;

import dev.offload.kafka.endpoint.LiveEndpoints;
import dev.offload.kafka.write.PatientWriter;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.topic.Topics;
import dev.offload.webhook.EndpointSource;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoints as this process knows them: for the notifier, which asks who wants an event, and
/// for the webhook handler, which asks where it goes.
@Startup
@ApplicationScoped
class KnownEndpoints implements EndpointSource {
  private static final Logger log = LoggerFactory.getLogger(KnownEndpoints.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LiveEndpoints endpoints;
  private final PatientWriter writer;

  @Inject
  KnownEndpoints(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, PatientWriter writer) {
    this.endpoints = LiveEndpoints.read(kafka);
    this.writer = writer;
  }

  /// Waits, however long it takes, until everything is known that was written before.
  void catchUp() throws InterruptedException {
    while (!endpoints.catchUp(PATIENCE)) {
      if (!endpoints.isAlive()) {
        throw new IllegalStateException("the application stops");
      }
      log.warn("endpoints can't be read now, so completions wait topic={}", Topics.CONFIG.name());
    }
  }

  boolean hasAny(String tenant) {
    return tenant != null && endpoints.hasAny(tenant);
  }

  /// Those of a tenant, oldest first.
  List<Endpoint> of(String tenant) {
    return endpoints.of(tenant);
  }

  @Override
  public Optional<Endpoint> find(String tenant, EndpointId id) {
    return endpoints.find(tenant, id);
  }

  @Override
  public boolean catchUp(Duration patience) throws InterruptedException {
    return endpoints.catchUp(patience);
  }

  @Override
  public void gone(Endpoint endpoint, Instant at) throws InterruptedException {
    EndpointGone mark = new EndpointGone(endpoint.tenant(), endpoint.id(), endpoint.revision(), at);
    writer.write(Topics.CONFIG, mark.key(), mark);
    log.info("endpoint disabled, its receiver is gone tenant={}", endpoint.tenant());
  }

  @PreDestroy
  void close() {
    endpoints.close();
  }
}
