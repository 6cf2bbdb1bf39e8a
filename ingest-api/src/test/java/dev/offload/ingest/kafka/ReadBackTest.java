package dev.offload.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.topic.UnreadableRecord;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class ReadBackTest {
  private static final TaskId ID = TaskId.fresh(Instant.EPOCH);

  @Test
  void recordIsWhatItsTopicWrites() {
    DropTask drop = new DropTask(ID, "acme", 1);

    ProducerRecord<String, byte[]> record =
        ReadBack.record(Topics.COMMANDS, ID.toString(), drop, 12);

    assertThat(Topics.COMMANDS.read(record.headers(), record.value())).isEqualTo(drop);
  }

  @Test
  void tombstoneIsNothingToRead() {
    assertThat(ReadBack.record(Topics.CONFIG, "key/acme/k1", null, 12).value()).isNull();
  }

  @Test
  void whatCannotBeReadIsNotWritten() {
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

    assertThatThrownBy(() -> ReadBack.record(broken, "key", "value", 12))
        .isInstanceOf(UnreadableRecord.class);
  }
}
