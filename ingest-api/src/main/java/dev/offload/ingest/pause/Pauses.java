package dev.offload.ingest.pause;

import dev.offload.ingest.health.Vital;
import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Which queues and tenants are paused, as read from `offload.control`.
@Startup
@ApplicationScoped
public class Pauses implements Vital {

  private final TopicTable<ControlEntry> pauses;

  Pauses(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    pauses =
        TopicTable.read(
            kafka,
            Topics.CONTROL,
            key -> Optional.of(key).filter(one -> PauseQueue.isKey(one) || PauseTenant.isKey(one)));
  }

  public boolean ofQueue(String queue) {
    return pauses.get(PauseQueue.key(queue)).isPresent();
  }

  public boolean ofTenant(String tenant) {
    return pauses.get(PauseTenant.key(tenant)).isPresent();
  }

  /// Waits until this replica has read the record at `written`.
  boolean reached(RecordMetadata written, Duration patience) throws InterruptedException {
    return pauses.reached(written, patience);
  }

  @Override
  public String wellness() {
    return "pausesAreRead";
  }

  @Override
  public boolean isWell() {
    return pauses.isCaughtUp();
  }

  @Override
  public boolean isAlive() {
    return pauses.isAlive();
  }

  @PreDestroy
  void close() {
    pauses.close();
  }
}
