package dev.offload.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.config.PauseQueue;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "tsk_0199f5ac-1111-7000-8000-000000000001", "ключ", ""})
  void partitionIsThatOfKafkasDefault(String key) {
    assertThat(Topics.partition(key, 12))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 11})
  void keyOfAPartitionLeadsToThatPartition(int partition) {
    assertThat(Topics.partition(PartitionKey.of(partition), 12)).isEqualTo(partition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition/", "partition/x", "partition/-1", "partition/99999999999"})
  void otherKeysWithThatBeginningHaveTheirUsualPartition(String key) {
    assertThat(Topics.partition(key, 12))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Image", "im age", "-a", "a-", "a.b", "a_b", "1a"})
  void invalidQueueNameIsRefused(String queue) {
    assertThatIllegalArgumentException().isThrownBy(() -> Topics.direct(queue));
  }

  @ParameterizedTest
  @CsvSource({"PauseQueue, 2, offload-schema", "Nonsense, 1, offload-type", ", 1, offload-type"})
  void recordInAnotherEnvelopeIsUnreadable(String type, String schema, String named) {
    Headers headers = new RecordHeaders();
    if (type != null) {
      headers.add(Envelope.TYPE, type.getBytes(UTF_8));
    }
    headers.add(Envelope.SCHEMA, schema.getBytes(UTF_8));

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.CONTROL.read(headers, "{}".getBytes(UTF_8)))
        .withMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"queue\":\"\"}", "{\"queue\":{}}", "null"})
  void valueThatBreaksItsRecordIsUnreadable(String value) {
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> Topics.CONTROL.read(envelope(), value.getBytes(UTF_8)));
  }

  @Test
  void tombstoneIsReadAsNull() {
    assertThat(Topics.CONTROL.read(new RecordHeaders(), null)).isNull();
  }

  static Stream<Topic<?>> topicsThatAreNotCompacted() {
    return Stream.concat(
            Topics.COMMON.stream(), Stream.of(Topics.direct("image"), Topics.work("image")))
        .filter(topic -> topic.cleanup() != Topic.Cleanup.COMPACTED)
        .filter(topic -> !topic.equals(Topics.PARKED));
  }

  @ParameterizedTest
  @MethodSource("topicsThatAreNotCompacted")
  void unexpectedTombstoneIsUnreadable(Topic<?> topic) {
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> topic.read(new RecordHeaders(), null))
        .withMessage("a record of %s must have a value", topic.name());
  }

  @Test
  void whateverAReaderThrowsMakesTheRecordUnreadable() {
    Topic<String> fragile =
        new Topic<>(
            "fragile",
            Serdes.serdeFrom(
                new StringSerializer(),
                (_, _) -> {
                  throw new ClassCastException("no text");
                }),
            Topic.Cleanup.COMPACTED,
            Topic.Partitions.ONE);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> fragile.read(new RecordHeaders(), new byte[1]))
        .withMessageContaining("no text");
  }

  @Test
  void smallTopicsAreWrittenToTheirOnlyPartition() {
    PauseQueue pause = new PauseQueue("image", Instant.EPOCH);

    assertThat(Topics.CONTROL.record("pause/image", pause, 12).partition()).isZero();
  }

  private static Headers envelope() {
    Headers headers = new RecordHeaders();
    headers.add(Envelope.TYPE, "PauseQueue".getBytes(UTF_8));
    headers.add(Envelope.SCHEMA, "1".getBytes(UTF_8));
    return headers;
  }
}
