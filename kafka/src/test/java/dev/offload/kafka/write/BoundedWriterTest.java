package dev.offload.kafka.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.kafka.write.BoundedWriter.Bounds;
import dev.offload.kafka.write.NotWritten.Certainty;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BoundedWriterTest {
  private static final TaskId ID = TaskId.fresh(Instant.EPOCH);
  private static final DropTask DROP = new DropTask(ID, "acme", 1);
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final BoundedWriter writer =
      new BoundedWriter(new RecordWriter(kafka, 12), new Bounds(1, 1024, PATIENCE));

  @Test
  void recordIsEncodedByItsTopic() {
    var _ = begin();

    ProducerRecord<String, byte[]> record = kafka.history().getFirst();
    assertThat(Topics.COMMANDS.read(record.headers(), record.value())).isEqualTo(DROP);
  }

  @Test
  void tombstoneIsWritten() {
    var _ = writer.begin(Topics.CONFIG, "key/acme/k1", null);

    assertThat(kafka.history().getFirst().value()).isNull();
  }

  @Test
  void unreadableValueIsNotWritten() {
    Topic<String> broken =
        new Topic<>(
            "offload.broken",
            Serdes.serdeFrom(
                Serdes.String().serializer(),
                (_, _) -> {
                  throw new UnreadableRecord("a record of offload.broken can't be read");
                }),
            Topic.Cleanup.TRIMMED,
            Topic.Partitions.ONE);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> writer.begin(broken, "key", "value"));
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void topicIsLocatedOnceKafkaTells() {
    var asked = new AtomicInteger();
    var slow =
        new MockProducer<String, byte[]>(
            false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized List<PartitionInfo> partitionsFor(String topic) {
            if (asked.incrementAndGet() == 1) {
              throw new TimeoutException("Topic " + topic + " not present in metadata");
            }
            return List.of();
          }
        };

    new BoundedWriter(new RecordWriter(slow, 12), new Bounds(1, 1024, Duration.ofMinutes(1)))
        .locate(List.of(Topics.COMMANDS.name()));

    assertThat(asked).hasValue(2);
  }

  @Test
  void topicThatKafkaDoesNotKnowIsNotLocated() {
    var unreachable = new TimeoutException("Topic offload.commands not present in metadata");
    kafka.partitionsForException = unreachable;

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> writer.locate(List.of(Topics.COMMANDS.name())))
        .isSameAs(unreachable);
  }

  @Test
  void recordBeyondTheBoundIsRefusedAtOnce() {
    var _ = begin();

    assertThatExceptionOfType(NotWritten.class)
        .isThrownBy(this::begin)
        .extracting(NotWritten::certainty)
        .isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void batchesTakeNoRoomOfSingleRecords() throws Exception {
    var _ = beginInBatch();

    assertThatExceptionOfType(NotWritten.class).isThrownBy(this::beginInBatch);
    assertThat(begin().isOver()).isFalse();
  }

  @Test
  void roomIsFreeAgainOnceKafkaHasAnswered() {
    Writing first = begin();
    assertThat(kafka.completeNext()).isTrue();

    assertThat(first.await().topic()).isEqualTo(Topics.COMMANDS.name());
    Writing second = begin();
    assertThat(kafka.errorNext(new TimeoutException("no answer"))).isTrue();
    assertThatExceptionOfType(NotWritten.class)
        .isThrownBy(second::await)
        .withCauseInstanceOf(TimeoutException.class)
        .extracting(NotWritten::certainty)
        .isEqualTo(Certainty.UNKNOWN);
    assertThat(begin().isOver()).isFalse();
  }

  private Writing begin() {
    return writer.begin(Topics.COMMANDS, ID.toString(), DROP);
  }

  private Writing beginInBatch() throws InterruptedException {
    return writer.beginInBatch(Topics.COMMANDS, ID.toString(), DROP);
  }
}
