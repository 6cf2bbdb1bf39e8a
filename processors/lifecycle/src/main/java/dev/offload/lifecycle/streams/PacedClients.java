package dev.offload.lifecycle.streams;

import dev.offload.lifecycle.topology.CommitPace;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/// Kafka Streams' clients as they are, with producers that tell a [CommitPace] of the commits of
/// their threads: Kafka Streams itself tells nobody.
final class PacedClients extends DefaultKafkaClientSupplier {
  private final CommitPace pace;

  PacedClients(CommitPace pace) {
    this.pace = pace;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new PacedProducer(config, pace);
  }

  /// A stream thread flushes its producer when it begins to commit, and never else.
  private static final class PacedProducer extends KafkaProducer<byte[], byte[]> {
    private final CommitPace pace;

    private PacedProducer(Map<String, Object> config, CommitPace pace) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.pace = pace;
    }

    @Override
    public void flush() {
      pace.began();
      super.flush();
    }

    @Override
    public void commitTransaction() {
      try {
        super.commitTransaction();
      } finally {
        pace.ended();
      }
    }

    @Override
    public void abortTransaction() {
      try {
        super.abortTransaction();
      } finally {
        pace.ended();
      }
    }
  }
}
