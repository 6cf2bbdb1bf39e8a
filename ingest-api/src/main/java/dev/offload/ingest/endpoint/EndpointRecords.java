package dev.offload.ingest.endpoint;

import dev.offload.ingest.change.ConfigChanges;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.config.EndpointGone;
import dev.offload.schemas.config.Limit;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.topic.Topics;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/// The records of an endpoint: its own, and that of its limit, which its deliveries share. Its
/// own is written last and erased last, so a request that failed in between is finished when
/// it is repeated.
final class EndpointRecords implements ConfigChanges.Records<Endpoint> {
  private final BoundedWriter writer;

  EndpointRecords(BoundedWriter writer) {
    this.writer = writer;
  }

  @Override
  public void put(Endpoint endpoint, Optional<Endpoint> former) {
    endpoint.limit().ifPresent(limit -> writer.write(Topics.CONFIG, limit.key(), limit));
    try {
      writer.write(Topics.CONFIG, endpoint.key(), endpoint);
    } catch (NotWritten e) {
      if (former.isEmpty()) {
        eraseLimit(endpoint);
      }
      throw e;
    }
    // An earlier change may have ended between the two records.
    if (endpoint.limit().isEmpty() && former.isPresent()) {
      eraseLimit(endpoint);
    }
  }

  @Override
  public RecordMetadata erase(Endpoint endpoint) {
    eraseLimit(endpoint);
    writer.write(Topics.CONFIG, EndpointFailing.key(endpoint.tenant(), endpoint.id()), null);
    // It may have asked for consent before a change.
    writer.write(Topics.CONFIG, EndpointConsent.key(endpoint.tenant(), endpoint.id()), null);
    return writer.write(Topics.CONFIG, endpoint.key(), null);
  }

  /// Erases the records about its receiver. They are part of the endpoint by now, or no longer
  /// true.
  void eraseMarks(Endpoint endpoint, Optional<EndpointFailing> failing) {
    if (!endpoint.isActive() && endpoint.disabled().reason() != Endpoint.DisabledBy.OWNER) {
      writer.write(Topics.CONFIG, EndpointGone.key(endpoint.tenant(), endpoint.id()), null);
    }
    failing.ifPresent(mark -> writer.write(Topics.CONFIG, mark.key(), null));
  }

  private void eraseLimit(Endpoint endpoint) {
    LimitScope scope = Endpoint.limitScope(endpoint.tenant(), endpoint.id());
    writer.write(Topics.CONFIG, Limit.key(scope), null);
  }
}
