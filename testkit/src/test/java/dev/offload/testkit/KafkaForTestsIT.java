package dev.offload.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaForTestsIT {
  @Test
  void aTopicIsReadToItsEnd() throws Exception {
    // Given
    KafkaForTests.createTopic("read-to-end", 3);
    try (var producer = KafkaForTests.producer(new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 50; i++) {
        producer.send(new ProducerRecord<>("read-to-end", "key" + i, "value" + i)).get();
      }
    }

    // When
    var values = TopicReader.ofText().readValues("read-to-end");

    // Then
    assertThat(values)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 50).mapToObj(i -> "value" + i).toList());
  }

  @Test
  void anAbortedTransactionIsNotRead() throws Exception {
    // Given
    KafkaForTests.createTopic("aborted", 1);
    var connection = KafkaForTests.connection();
    connection.put("transactional.id", "aborted");
    try (var producer =
        new KafkaProducer<>(connection, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("aborted", "never")).get();
      producer.abortTransaction();
    }

    // Then
    assertThat(TopicReader.ofText().readValues("aborted")).isEmpty();
  }

  @Test
  void allTestsShareOneNode(@BootstrapServers String address) {
    var resource = new KafkaTestResource();

    assertThat(resource.start())
        .containsEntry("kafka.bootstrap.servers", address)
        .containsEntry("quarkus.kafka-streams.bootstrap-servers", address);
  }
}
