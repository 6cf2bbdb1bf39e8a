package dev.offload.ingest.pause;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.live.PauseTable;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Which queues and tenants are paused, as read from `offload.control`.
@Startup
@ApplicationScoped
public class Pauses implements VitalReading {

  private final PauseTable pauses = new PauseTable();
  private final TopicTable<ControlEntry> entries;

  Pauses(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    entries =
        TopicTable.read(
            kafka,
            Topics.CONTROL,
            key -> Optional.of(key).filter(PauseTable::isKey),
            (key, _, after) -> pauses.take(key, after));
  }

  public boolean ofQueue(String queue) {
    return pauses.ofQueue(queue);
  }

  public boolean ofTenant(String tenant) {
    return pauses.ofTenant(tenant);
  }

  /// Waits until this replica has read the record at `written`.
  boolean reached(RecordMetadata written, Duration patience) throws InterruptedException {
    return entries.reached(written, patience);
  }

  @Override
  public String wellness() {
    return "pausesAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(entries);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
