package dev.offload.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatientWriterTest {
  private static final ProducerRecord<String, byte[]> RECORD =
      new ProducerRecord<>("offload.commands", "key", new byte[0]);

  private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
  private final Queue<Uni<Void>> answers = new ArrayDeque<>();
  private final PatientWriter writer =
      new PatientWriter(
          record -> {
            sent.add(record);
            return answers.remove();
          },
          Duration.ofMillis(1));

  @Test
  void recordIsSentAgainUntilKafkaHasIt() {
    answers.add(Uni.createFrom().failure(new TimeoutException("no answer")));
    answers.add(Uni.createFrom().failure(new TimeoutException("no answer")));
    answers.add(Uni.createFrom().voidItem());

    writer.write(RECORD);

    assertThat(sent).containsExactly(RECORD, RECORD, RECORD);
  }

  @Test
  void writeIsNotDoneBeforeKafkaHasTheRecord() {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    answers.add(Uni.createFrom().completionStage(acknowledged));

    CompletableFuture<Void> written = CompletableFuture.runAsync(() -> writer.write(RECORD));

    assertThat(written).isNotDone();
    acknowledged.complete(null);
    assertThat(written).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void recordThatKafkaWillNeverTakeIsSentOnce() {
    answers.add(Uni.createFrom().failure(new RecordTooLargeException("3 MB")));

    assertThatExceptionOfType(RecordTooLargeException.class).isThrownBy(() -> writer.write(RECORD));
    assertThat(sent).hasSize(1);
  }
}
