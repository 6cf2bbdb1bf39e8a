package dev.offload.lifecycle.streams;

import dev.offload.lifecycle.topology.Alarms;
import dev.offload.lifecycle.topology.Backlog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// The Kafka clients of the stream. They are the usual ones, except that its threads wait for
/// records only until an alarm rings, and hardly at all while there is something to do besides.
record StreamClients(Alarms alarms, Backlog backlog) implements KafkaClientSupplier {
  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new AlarmedConsumer(settings, this);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return getRestoreConsumer(settings);
  }

  private static final class AlarmedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration SHORT = Duration.ofMillis(10);

    private final StreamClients tools;

    AlarmedConsumer(Map<String, Object> settings, StreamClients tools) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.tools = tools;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
      Duration patience = isAtRest() || atMost.compareTo(SHORT) < 0 ? atMost : SHORT;
      return super.poll(tools.alarms().untilNext(patience));
    }

    /// No partition is awaited or restored, and everything that was polled is committed.
    private boolean isAtRest() {
      return !assignment().isEmpty() && paused().isEmpty() && tools.backlog().isEmpty();
    }
  }
}
