package dev.offload.ingest.workers;

import dev.offload.kafka.live.StuckQueues;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether Kafka hands out the tasks of a queue to the workers that serve it.
@Startup
@ApplicationScoped
public class HandOuts {
  private final StuckQueues stuck;

  HandOuts(@Identifier("default-kafka-broker") Map<String, Object> kafka, WorkerSlots workers) {
    stuck = StuckQueues.among(kafka, () -> served(workers));
  }

  private static Set<String> served(WorkerSlots workers) {
    return workers.live(Instant.now()).stream()
        .map(WorkerStatus::queues)
        .flatMap(queues -> queues.stream().map(QueueSlots::queue))
        .collect(Collectors.toSet());
  }

  public boolean isStuck(String queue) {
    return stuck.has(queue);
  }

  @PreDestroy
  void close() {
    stuck.close();
  }
}
