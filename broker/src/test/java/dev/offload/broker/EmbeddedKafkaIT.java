package dev.offload.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "facts";
  private static final int PARTITIONS = 40;

  @TempDir Path directory;

  @Test
  void recordsOutliveARestartOnAnotherPort() throws Exception {
    // Given
    String firstAddress;
    try (var kafka = EmbeddedKafka.start(directory)) {
      firstAddress = kafka.bootstrapServers();
      var client = new Client(firstAddress);
      client.createTopic(TOPIC);
      client.send(TOPIC, "one", "two");
    }

    // When
    try (var kafka = EmbeddedKafka.start(BrokerSettings.in(directory).onPort(unusedPort()))) {
      // Then
      assertThat(kafka.bootstrapServers()).isNotEqualTo(firstAddress);
      assertThat(new Client(kafka.bootstrapServers()).read(TOPIC, 2)).containsExactly("one", "two");
    }
  }

  @Test
  void acknowledgedRecordsOutliveAKill() throws Exception {
    // Given
    var process = KafkaProcess.start(directory);
    var client = new Client(process.bootstrapServers());
    client.createTopic(TOPIC);
    client.send(TOPIC, "one", "two");

    // When
    process.kill();

    // Then
    try (var kafka = EmbeddedKafka.start(directory)) {
      var survivor = new Client(kafka.bootstrapServers());
      survivor.send(TOPIC, "three");
      assertThat(survivor.read(TOPIC, 3)).containsExactly("one", "two", "three");
    }
  }

  /// It is a kill in the middle of a commit that matters: most are.
  @Test
  void killsLeaveNoTransactionOpen() throws Exception {
    for (int life = 1; life <= 3; life++) {
      // Given
      var process = KafkaProcess.start(directory);
      try {
        var client = new Client(process.bootstrapServers());
        if (life == 1) {
          client.createTopic(TOPIC, PARTITIONS);
        }
        // Then
        assertThat(client.openForEver(TOPIC, PARTITIONS)).as("in life %d", life).isEmpty();

        // When
        try (var committer = Committer.start(process.bootstrapServers(), TOPIC, PARTITIONS)) {
          committer.awaitCommits(10 * life);
          process.kill();
        }
      } finally {
        process.kill();
      }
    }
  }

  @Test
  void aShareGroupReadsFromTheBeginning() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory)) {
      // Given
      var client = new Client(kafka.bootstrapServers());
      client.createTopic(TOPIC);
      client.send(TOPIC, "one", "two");

      // When
      var shared = client.readShared("workers", TOPIC, 2);

      // Then
      assertThat(shared).containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void aTakenPortIsReportedWithItsNumber() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = BrokerSettings.in(directory).onPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedKafka.start(settings))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
