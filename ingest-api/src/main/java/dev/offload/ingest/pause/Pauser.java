package dev.offload.ingest.pause;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Pauses and resumes queues and tenants. Doing so twice is the same as doing so once.
///
/// Each method throws a [NotWritten] if Kafka did not acknowledge the change.
@ApplicationScoped
public class Pauser {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final BoundedWriter writer;
  private final Pauses pauses;
  private final InstantSource clock;

  Pauser(BoundedWriter writer, Pauses pauses, InstantSource clock) {
    this.writer = writer;
    this.pauses = pauses;
    this.clock = clock;
  }

  public void pauseQueue(String queue) throws InterruptedException {
    write(PauseQueue.key(queue), new PauseQueue(queue, clock.instant()));
  }

  public void resumeQueue(String queue) throws InterruptedException {
    write(PauseQueue.key(queue), null);
  }

  void pauseTenant(String tenant) throws InterruptedException {
    write(PauseTenant.key(tenant), new PauseTenant(tenant, clock.instant()));
  }

  void resumeTenant(String tenant) throws InterruptedException {
    write(PauseTenant.key(tenant), null);
  }

  private void write(String key, ControlEntry value) throws InterruptedException {
    RecordMetadata written = writer.write(Topics.CONTROL, key, value);
    if (!pauses.reached(written, PATIENCE)) {
      throw ProblemException.unavailable(
          "The change was made, but this replica does not see it yet.", PATIENCE);
    }
  }
}
