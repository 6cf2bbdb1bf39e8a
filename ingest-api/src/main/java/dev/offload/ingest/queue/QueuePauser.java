package dev.offload.ingest.queue;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.config.PauseQueue;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Pauses and resumes queues. Doing so twice is the same as doing so once.
@ApplicationScoped
class QueuePauser {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final BoundedWriter writer;
  private final PausedQueues paused;
  private final InstantSource clock;

  QueuePauser(BoundedWriter writer, PausedQueues paused, InstantSource clock) {
    this.writer = writer;
    this.paused = paused;
    this.clock = clock;
  }

  /// @throws NotWritten if Kafka did not acknowledge it
  void pause(String queue) throws InterruptedException {
    write(queue, new PauseQueue(queue, clock.instant()));
  }

  /// @throws NotWritten if Kafka did not acknowledge it
  void resume(String queue) throws InterruptedException {
    write(queue, null);
  }

  private void write(String queue, PauseQueue value) throws InterruptedException {
    RecordMetadata written = writer.write(Topics.CONTROL, PauseQueue.key(queue), value);
    if (!paused.reached(written, PATIENCE)) {
      throw ProblemException.unavailable(
          "The change was made, but this replica does not see it yet.", PATIENCE);
    }
  }
}
