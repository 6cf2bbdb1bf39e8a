package dev.offload.ingest.route;

import dev.offload.ingest.kafka.TopicTable;
import dev.offload.schemas.control.ControlEntry;
import dev.offload.schemas.control.PauseQueue;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Which queues are paused, as read from `offload.control`.
@Startup
@ApplicationScoped
public class PausedQueues {

  private final TopicTable<ControlEntry> pauses;

  PausedQueues(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    pauses =
        TopicTable.read(kafka, Topics.CONTROL, key -> Optional.of(key).filter(PauseQueue::isKey));
  }

  public boolean contains(String queue) {
    return pauses.get(PauseQueue.key(queue)).isPresent();
  }

  /// Waits until this replica has read what was written before.
  public boolean catchUp(Duration patience) throws InterruptedException {
    return pauses.catchUp(patience);
  }

  @PreDestroy
  void close() {
    pauses.close();
  }
}
