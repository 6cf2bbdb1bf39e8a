package dev.offload.ingest.view;

import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Measures how long a replica takes until its view is current; prints the figures of
/// docs/performance.md. Arguments: how many tasks `offload.tasks` has, and a JDBC URL with user and
/// password.
final class ReplicaStart {
  private static final long LOOK_EVERY = 20;

  private ReplicaStart() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int tasks = Integer.parseInt(args[0]);
    LogWriter.open().close();
    fill(tasks);
    ViewConfig postgres =
        Limits.config(
            Map.of(
                "offload.view.directory", "unused",
                "offload.view.postgres.url", args[1],
                "offload.view.postgres.schema", "replica_start"));
    Path one = Files.createTempDirectory("offload-view-one");
    time("SQLite, from Kafka", Limits.in(one));
    time("SQLite, its own file", Limits.in(one));
    time("PostgreSQL, from Kafka", postgres);
    time("PostgreSQL, full", postgres);
    try (RunningView running = RunningView.with(postgres)) {
      awaitCaughtUp(running);
      time("PostgreSQL, full, a second replica", postgres);
    }
    time("SQLite, from Kafka, once more", Limits.in(Files.createTempDirectory("offload-view-two")));
    System.exit(0);
  }

  private static void time(String what, ViewConfig config) throws InterruptedException {
    long begin = System.nanoTime();
    try (RunningView running = RunningView.with(config)) {
      awaitCaughtUp(running);
      System.out.printf("%s: %,d ms%n", what, (System.nanoTime() - begin) / 1_000_000);
    }
  }

  private static void awaitCaughtUp(RunningView running) throws InterruptedException {
    while (!running.view().isCaughtUp()) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static void fill(int tasks) {
    try (var producer = KafkaForTests.producer(new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < tasks; i++) {
        Task task =
            TestTasks.queued(i).tags("tag-" + i % 20).version(3).state(TaskState.SUCCEEDED).task();
        var record = Topics.TASKS.record(task.id().toString(), task, LogWriter.PARTITIONS);
        byte[] value =
            Topics.TASKS.values().serializer().serialize(record.topic(), record.headers(), task);
        var _ =
            producer.send(
                new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), value, record.headers()));
      }
    }
  }
}
