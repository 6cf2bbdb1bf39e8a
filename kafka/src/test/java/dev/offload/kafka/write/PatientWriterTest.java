package dev.offload.kafka.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PatientWriterTest {
  private static final TaskId ID = TaskId.fresh(Instant.EPOCH);

  private final Queue<RuntimeException> refusals = new ArrayDeque<>();
  private final MockProducer<String, byte[]> kafka = new Refusing();
  private final PatientWriter writer =
      new PatientWriter(new RecordWriter(kafka, 12), Duration.ofMillis(1));

  @Test
  void recordIsSentAgainUntilKafkaHasIt() throws Exception {
    refusals.add(new TimeoutException("no answer"));
    refusals.add(new TimeoutException("no answer"));

    write();

    assertThat(refusals).isEmpty();
    assertThat(kafka.history()).hasSize(1);
  }

  @Test
  void writeIsNotDoneBeforeKafkaHasTheRecord() {
    try (var slow =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      var patient = new PatientWriter(new RecordWriter(slow, 12));

      Future<?> written =
          thread.submit(
              () -> {
                patient.write(Topics.COMMANDS, ID.toString(), drop());
                return null;
              });

      while (!slow.completeNext()) {
        assertThat(written).isNotDone();
      }
      assertThat(written).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void recordThatKafkaWillNeverTakeIsSentOnce() {
    refusals.add(new RecordTooLargeException("3 MB"));

    assertThatExceptionOfType(RecordTooLargeException.class).isThrownBy(this::write);
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void closedWriterTriesNothingAgain() {
    kafka.close();

    assertThatIllegalStateException().isThrownBy(this::write);
  }

  private void write() throws InterruptedException {
    writer.write(Topics.COMMANDS, ID.toString(), drop());
  }

  private static DropTask drop() {
    return new DropTask(ID, "acme", 1);
  }

  /// Refuses a record for each of [#refusals].
  private final class Refusing extends MockProducer<String, byte[]> {
    private Refusing() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      RuntimeException refusal = refusals.poll();
      if (refusal != null) {
        callback.onCompletion(null, refusal);
        return CompletableFuture.failedFuture(refusal);
      }
      return super.send(record, callback);
    }
  }
}
