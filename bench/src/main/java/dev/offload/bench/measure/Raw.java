package dev.offload.bench.measure;

import dev.offload.bench.figure.Figure;
import dev.offload.kafka.setup.TopicLeaders;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What the same Kafka node does without Offload. The record of a submitted probe is written
/// with the API's settings and read at the same time by one plain consumer. Time counts from
/// the first record sent to the last one read.
record Raw(int records) implements Measure {
  private static final String TOPIC = "bench.raw";
  private static final double NANOS = 1e9;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public Map<Figure, Double> run(Subject subject) throws IOException, InterruptedException {
    Map<String, Object> kafka = Map.of("bootstrap.servers", subject.ready().bootstrapServers());
    int partitions = subject.ready().partitions();
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
      TopicLeaders.await(admin, Map.of(TOPIC, partitions));
      try {
        return Map.of(Figure.RAW_PER_SECOND, records / seconds(kafka, partitions));
      } finally {
        admin.deleteTopics(List.of(TOPIC)).all().get();
      }
    } catch (ExecutionException e) {
      throw new IOException("Kafka failed during the measurement", e.getCause());
    }
  }

  private double seconds(Map<String, Object> kafka, int partitions)
      throws InterruptedException, ExecutionException {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putAll(Map.of("acks", "all", "linger.ms", 1));
    try (var reading = Executors.newSingleThreadExecutor();
        var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      long start = System.nanoTime();
      Future<Long> end = reading.submit(() -> readAll(kafka, partitions));
      for (int number = 0; number < records; number++) {
        var _ = producer.send(record(number, partitions));
      }
      return (end.get() - start) / NANOS;
    }
  }

  /// Returns when the last one arrived.
  private long readAll(Map<String, Object> kafka, int partitions) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          IntStream.range(0, partitions).mapToObj(one -> new TopicPartition(TOPIC, one)).toList());
      long deadline = System.nanoTime() + PATIENCE;
      int read = 0;
      while (read < records) {
        read += consumer.poll(POLL).count();
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("read %d of %d records".formatted(read, records));
        }
      }
      return System.nanoTime();
    }
  }

  /// The command of a probe as the API writes it, on another topic.
  private static ProducerRecord<String, byte[]> record(int number, int partitions) {
    Instant now = Instant.now();
    TaskId id = TaskId.fresh(now);
    SubmitTask task =
        SubmitTask.fromClient(
            id,
            "default",
            TaskSpec.of("probe", "probe", Json.MAPPER.createObjectNode().put("result", number)),
            now);
    var encoded = Topics.COMMANDS.encoded(id.toString(), task, partitions);
    return new ProducerRecord<>(
        TOPIC, encoded.partition(), encoded.key(), encoded.value(), encoded.headers());
  }
}
