package dev.offload.lifecycle.streams;

import dev.offload.lifecycle.topology.Alarms;
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
/// records only until an alarm rings.
record StreamClients(Alarms alarms) implements KafkaClientSupplier {
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
    return new AlarmedConsumer(settings, alarms);
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
    private final Alarms alarms;

    AlarmedConsumer(Map<String, Object> settings, Alarms alarms) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.alarms = alarms;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
      return super.poll(alarms.untilNext(atMost));
    }
  }
}
