package dev.offload.kafka.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ParkingTest {
  private static final int LIMIT = 1000;

  private final MockProducer<String, byte[]> kafka = new Narrow();
  private final RecordWriter writer = new RecordWriter(kafka, 12);

  @Test
  void recordThatFitsIsParkedWhole() {
    CompletableFuture<Void> parked = writer.park(record(LIMIT), "worker", "no such type");

    assertThat(parked).succeedsWithin(Duration.ofSeconds(5));
    assertThat(kafka.history())
        .singleElement()
        .satisfies(record -> assertThat(record.value()).hasSize(LIMIT));
  }

  @Test
  void recordThatIsTooLargeIsParkedAsAReference() {
    CompletableFuture<Void> parked = writer.park(record(LIMIT + 1), "worker", "no such type");

    assertThat(parked).succeedsWithin(Duration.ofSeconds(5));
    assertThat(kafka.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo(Topics.PARKED.name());
              assertThat(record.value()).isNull();
              assertThat(Envelope.text(record.headers(), ParkedRecord.OFFSET)).isEqualTo("42");
              assertThat(Envelope.text(record.headers(), ParkedRecord.VALUE_SIZE))
                  .isEqualTo("1001");
            });
  }

  private static ConsumerRecord<String, byte[]> record(int size) {
    return new ConsumerRecord<>("offload.work.things", 7, 42, "key", new byte[size]);
  }

  /// Takes no value of more bytes than [#LIMIT].
  private static final class Narrow extends MockProducer<String, byte[]> {
    private Narrow() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      if (record.value() != null && record.value().length > LIMIT) {
        var tooLarge = new RecordTooLargeException("too large");
        callback.onCompletion(null, tooLarge);
        return CompletableFuture.failedFuture(tooLarge);
      }
      return super.send(record, callback);
    }
  }
}
