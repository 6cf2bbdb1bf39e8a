package dev.offload.ingest.rig;

import dev.offload.kafka.setup.TopicSetup;
import dev.offload.kafka.setup.TopicsConfig;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes to the topics of this module's tests as the other services would.
public final class LogWriter implements AutoCloseable {
  public static final int PARTITIONS = 3;

  private final KafkaProducer<String, byte[]> producer =
      KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer());

  private record Few() implements TopicsConfig {
    @Override
    public int partitions() {
      return PARTITIONS;
    }

    @Override
    public short replicationFactor() {
      return 1;
    }

    @Override
    public short minInSyncReplicas() {
      return 1;
    }

    @Override
    public int maxMessageBytes() {
      return 2 * 1024 * 1024;
    }
  }

  public static TopicsConfig topics() {
    return new Few();
  }

  /// Makes the topics where no test has yet.
  public static LogWriter open(String... queues) {
    try {
      TopicSetup.ensureAll(KafkaForTests.connection(), topics(), List.of(queues));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new LogWriter();
  }

  public Task write(TestTasks task) {
    write(Topics.TASKS, task.task().id().toString(), task.task());
    return task.task();
  }

  public void remove(TaskId id) {
    write(Topics.TASKS, id.toString(), null);
  }

  public void report(TaskProgress progress) {
    write(Topics.PROGRESS, progress.taskId().toString(), progress);
  }

  /// Returns once Kafka has it.
  public <V> RecordMetadata write(Topic<V> topic, String key, V value) {
    var record = topic.record(key, value, PARTITIONS);
    var headers = record.headers();
    byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
    return write(new ProducerRecord<>(topic.name(), record.partition(), key, bytes, headers));
  }

  /// Writes a record as it is, however wrong.
  public RecordMetadata write(ProducerRecord<String, byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
