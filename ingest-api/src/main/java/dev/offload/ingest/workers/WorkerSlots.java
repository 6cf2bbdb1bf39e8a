package dev.offload.ingest.workers;

import dev.offload.ingest.health.VitalReading;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.WorkerStatus;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many tasks all workers can run, as they say on `offload.workers`.
@Startup
@ApplicationScoped
public class WorkerSlots implements VitalReading {

  private final TopicTable<WorkerStatus> workers;

  WorkerSlots(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    workers = TopicTable.read(kafka, Topics.WORKERS, Optional::of);
  }

  /// How many tasks of `queue` all live workers can run at once.
  public int of(String queue, Instant now) {
    int slots = 0;
    for (WorkerStatus worker : workers.values()) {
      if (!worker.isStale(now)) {
        for (WorkerStatus.QueueSlots served : worker.queues()) {
          slots += served.queue().equals(queue) ? served.slots() : 0;
        }
      }
    }
    return slots;
  }

  /// The live workers.
  public List<WorkerStatus> live(Instant now) {
    return workers.values().stream().filter(worker -> !worker.isStale(now)).toList();
  }

  @Override
  public String wellness() {
    return "workersAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(workers);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
