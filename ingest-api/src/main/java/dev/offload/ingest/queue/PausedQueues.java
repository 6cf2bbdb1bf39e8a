package dev.offload.ingest.queue;

import dev.offload.ingest.health.Vital;
import dev.offload.kafka.read.TopicTable;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Which queues are paused, as read from `offload.control`.
@Startup
@ApplicationScoped
public class PausedQueues implements Vital {

  private final TopicTable<ControlEntry> pauses;

  PausedQueues(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    pauses =
        TopicTable.read(kafka, Topics.CONTROL, key -> Optional.of(key).filter(PauseQueue::isKey));
  }

  public boolean contains(String queue) {
    return pauses.get(PauseQueue.key(queue)).isPresent();
  }

  /// Waits until this replica has read the record at `written`.
  public boolean reached(RecordMetadata written, Duration patience) throws InterruptedException {
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
