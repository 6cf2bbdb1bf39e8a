package dev.offload.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ParkedRecordTest {
  @Test
  void isTheRecordAsItWasWithWhereItStoodAndWhy() {
    ConsumerRecord<String, byte[]> source =
        new ConsumerRecord<>("offload.commands", 7, 42, "key", "not json".getBytes(UTF_8));
    source.headers().add(Envelope.TYPE, "SubmitTask".getBytes(UTF_8));

    ProducerRecord<String, byte[]> parked = ParkedRecord.of(source, "lifecycle", "not JSON");

    assertThat(parked.topic()).isEqualTo("offload.parked");
    assertThat(parked.key()).isEqualTo("key");
    assertThat(parked.value()).isEqualTo("not json".getBytes(UTF_8));
    assertThat(Envelope.text(parked.headers(), Envelope.TYPE)).isEqualTo("SubmitTask");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.TOPIC)).isEqualTo("offload.commands");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.PARTITION)).isEqualTo("7");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.OFFSET)).isEqualTo("42");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.BY)).isEqualTo("lifecycle");
    assertThat(Envelope.text(parked.headers(), ParkedRecord.REASON)).isEqualTo("not JSON");
  }

  @Test
  void leavesTheRecordItIsMadeOfAlone() {
    ConsumerRecord<String, byte[]> source =
        new ConsumerRecord<>("offload.commands", 0, 1, null, null);

    ParkedRecord.of(source, "lifecycle", "x".repeat(5000));

    assertThat(source.headers()).isEmpty();
  }
}
