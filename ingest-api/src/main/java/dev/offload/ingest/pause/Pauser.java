package dev.offload.ingest.pause;

import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.ControlEntry;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.config.PauseTenant;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.resteasy.reactive.RestResponse;

/// Pauses and resumes queues and tenants. Doing so twice is the same as doing so once.
///
/// Each method returns whether this replica shows the change already, and throws a [NotWritten] if
/// Kafka did not acknowledge it.
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

  public boolean pauseQueue(String queue) throws InterruptedException {
    return write(PauseQueue.key(queue), new PauseQueue(queue, clock.instant()));
  }

  public boolean resumeQueue(String queue) throws InterruptedException {
    return write(PauseQueue.key(queue), null);
  }

  boolean pauseTenant(String tenant) throws InterruptedException {
    return write(PauseTenant.key(tenant), new PauseTenant(tenant, clock.instant()));
  }

  boolean resumeTenant(String tenant) throws InterruptedException {
    return write(PauseTenant.key(tenant), null);
  }

  /// 200 if `present` shows the change, and 202 if it will be applied.
  public static <T> RestResponse<T> answer(boolean isShown, T present) {
    return RestResponse.status(
        isShown ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, present);
  }

  private boolean write(String key, ControlEntry value) throws InterruptedException {
    RecordMetadata written = writer.write(Topics.CONTROL, key, value);
    return pauses.reached(written, PATIENCE);
  }
}
