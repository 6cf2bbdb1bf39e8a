package dev.offload.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ParkedRecordTest {
  @Test
  void keepsTheRecordAndTellsWhereItWasAndWhy() {
    ConsumerRecord<String, byte[]> source = record("key", "not json".getBytes(UTF_8));
    source.headers().add(Envelope.TYPE, "SubmitTask".getBytes(UTF_8));

    ProducerRecord<String, byte[]> parked =
        ParkedRecord.of(source, "lifecycle", "not JSON").within(10_000).toProduce();

    assertThat(parked.topic()).isEqualTo("offload.parked");
    assertThat(parked.key()).isEqualTo("key");
    assertThat(parked.value()).isEqualTo("not json".getBytes(UTF_8));
    assertThat(Envelope.text(parked.headers(), Envelope.TYPE)).isEqualTo("SubmitTask");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.VALUE_SIZE)).isNull();
    assertStoodAtItsPlace(parked);
  }

  @Test
  void doesNotChangeTheOriginal() {
    ConsumerRecord<String, byte[]> source = record(null, null);

    ParkedRecord.of(source, "lifecycle", "x".repeat(5000));

    assertThat(source.headers()).isEmpty();
  }

  @Test
  void isAReferenceIfTheWholeDoesNotFit() {
    ConsumerRecord<String, byte[]> source = record("key", "x".repeat(10_000).getBytes(UTF_8));
    source.headers().add(Envelope.TYPE, "SubmitTask".getBytes(UTF_8));
    source.headers().add("notes", new byte[500]);

    ProducerRecord<String, byte[]> parked =
        ParkedRecord.of(source, "lifecycle", "not JSON").within(10_000).toProduce();

    assertThat(parked.key()).isEqualTo("key");
    assertThat(parked.value()).isNull();
    assertThat(Envelope.text(parked.headers(), Envelope.TYPE)).isEqualTo("SubmitTask");
    assertThat(parked.headers().lastHeader("notes")).isNull();
    assertThat(Envelope.text(parked.headers(), ParkedRecord.VALUE_SIZE)).isEqualTo("10000");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.VALUE_SHA256))
        .isEqualTo("e4ee97ec252749d2096447e849628d0d7734f51700416eefbb33574bf0b3ee75");
    assertStoodAtItsPlace(parked);
  }

  @Test
  void referenceIsAlwaysShort() {
    ConsumerRecord<String, byte[]> source = record("k".repeat(100_000), new byte[100_000]);
    source.headers().add(Envelope.TYPE, new byte[100_000]);
    source.headers().add("n".repeat(100_000), new byte[1]);

    ParkedRecord parked = ParkedRecord.of(source, "lifecycle", "r".repeat(5_000)).within(10_000);

    assertThat(parked.size()).isLessThan(3_000);
    assertThat(parked.toProduce().key()).isNull();
  }

  private static void assertStoodAtItsPlace(ProducerRecord<String, byte[]> parked) {
    assertThat(Envelope.text(parked.headers(), ParkedRecord.TOPIC)).isEqualTo("offload.commands");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.PARTITION)).isEqualTo("7");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.OFFSET)).isEqualTo("42");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.BY)).isEqualTo("lifecycle");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.REASON)).isEqualTo("not JSON");
  }

  private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>("offload.commands", 7, 42, key, value);
  }
}
