package dev.offload.kafka.write;

import dev.offload.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records and tries until Kafka has acknowledged them. Throws a [RecordTooLargeException]
/// or [SerializationException] if no patience would help, and an [IllegalStateException] when the
/// writer is closed.
public final class PatientWriter {
  private static final Logger log = LoggerFactory.getLogger(PatientWriter.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final RecordWriter writer;
  private final Duration firstPause;

  public PatientWriter(RecordWriter writer) {
    this(writer, FIRST_PAUSE);
  }

  PatientWriter(RecordWriter writer, Duration firstPause) {
    this.writer = writer;
    this.firstPause = firstPause;
  }

  /// Returns when Kafka has the record.
  public <V> void write(Topic<V> topic, String key, V value) throws InterruptedException {
    untilWritten(topic.name(), () -> writer.write(topic, key, value));
  }

  /// As [RecordWriter#park]. Returns when Kafka has the record.
  public void park(ConsumerRecord<String, byte[]> record, String by, String reason)
      throws InterruptedException {
    untilWritten(record.topic(), () -> writer.park(record, by, reason));
  }

  private void untilWritten(String topic, Supplier<CompletableFuture<Void>> write)
      throws InterruptedException {
    Duration pause = firstPause;
    while (true) {
      try {
        var _ = write.get().get();
        return;
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RecordTooLargeException refusal -> throw refusal;
          case SerializationException refusal -> throw refusal;
          case KafkaException mayPass ->
              log.warn("write is tried again topic={}: {}", topic, mayPass.getMessage());
          case null, default -> throw new IllegalStateException("not written", e.getCause());
        }
      }
      Thread.sleep(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }
}
