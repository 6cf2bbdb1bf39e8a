package dev.offload.notifier;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records to a channel and tries until Kafka has acknowledged them.
final class PatientWriter {
  private static final Logger log = LoggerFactory.getLogger(PatientWriter.class);
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Function<ProducerRecord<String, byte[]>, Uni<Void>> channel;
  private final Duration firstPause;

  /// `channel` sends a record. What it returns is done when Kafka has acknowledged the record.
  PatientWriter(Function<ProducerRecord<String, byte[]>, Uni<Void>> channel, Duration firstPause) {
    this.channel = channel;
    this.firstPause = firstPause;
  }

  /// Returns when Kafka has `record`. Throws a [RecordTooLargeException] or
  /// [SerializationException] if no patience would help.
  void write(ProducerRecord<String, byte[]> record) {
    Uni.createFrom()
        .deferred(() -> channel.apply(record))
        .onFailure(PatientWriter::mayPass)
        .invoke(
            failure ->
                log.warn("write is tried again topic={}: {}", record.topic(), failure.getMessage()))
        .onFailure(PatientWriter::mayPass)
        .retry()
        .withBackOff(firstPause, LONGEST_PAUSE)
        .indefinitely()
        .await()
        .indefinitely();
  }

  private static boolean mayPass(Throwable failure) {
    return !(failure instanceof RecordTooLargeException
        || failure instanceof SerializationException);
  }
}
