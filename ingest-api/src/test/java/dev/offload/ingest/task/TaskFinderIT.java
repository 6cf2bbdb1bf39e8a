package dev.offload.ingest.task;

import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.ingest.view.RunningView;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.topic.Topic;
import dev.offload.schemas.topic.Topics;
import dev.offload.testkit.KafkaForTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFinderIT {
  private static final String QUEUE = "finder";

  @TempDir private Path directory;
  private LogWriter log;
  private RunningView running;
  private SubmissionWatch watch;

  @BeforeEach
  void open() throws Exception {
    log = LogWriter.open(QUEUE);
    running = RunningView.in(directory);
    await().until(() -> running.view().isCaughtUp());
    commitEverything();
  }

  @AfterEach
  void close() throws Exception {
    watch.stop(null);
    running.close();
    log.close();
  }

  @Test
  void aKnownTaskIsFoundAtOnce() throws Exception {
    Task task = log.write(queued(0));
    await().until(() -> running.view().find("acme", task.id()).isPresent());

    assertThat(finder(Duration.ofMillis(1)).find("acme", task.id()))
        .isEqualTo(new Finding.Found<>(TaskSnapshot.withoutProgress(task)));
  }

  @Test
  void anIdThatNobodySubmittedIsAbsent() throws Exception {
    TaskFinder finder = finder(Duration.ofMinutes(1));

    assertThat(finder.find("acme", TaskId.fresh(Instant.now()))).isEqualTo(new Finding.Absent<>());
  }

  @Test
  void anotherTenantsTaskIsAbsent() throws Exception {
    Task task = log.write(queued(0));

    assertThat(finder(Duration.ofMinutes(1)).find("other", task.id()))
        .isEqualTo(new Finding.Absent<>());
  }

  @Test
  void undecidedSubmissionIsNeverNotFound() throws Exception {
    for (Topic<? super SubmitTask> topic :
        List.<Topic<? super SubmitTask>>of(Topics.COMMANDS, Topics.direct(QUEUE))) {
      TaskFinder finder = finder(Duration.ofMillis(300));
      SubmitTask submitted = submit(topic);

      assertThat(finder.find("acme", submitted.taskId())).isEqualTo(new Finding.Undecided<>());
      commitEverything();
      watch.stop(null);
    }
    finder(Duration.ofSeconds(1));
  }

  @Test
  void aTaskDecidedWhileItIsLookedForIsFound() throws Exception {
    TaskFinder finder = finder(Duration.ofMinutes(1));
    SubmitTask submitted = submit(Topics.COMMANDS);
    CompletableFuture<Finding<TaskSnapshot>> finding = findInBackground(finder, submitted.taskId());

    Task task = log.write(queued(0).id(submitted.taskId()));

    assertThat(finding.get(90, TimeUnit.SECONDS))
        .isEqualTo(new Finding.Found<>(TaskSnapshot.withoutProgress(task)));
  }

  @Test
  void submissionThatBecameNoTaskIsNotFoundAfterItsDecision() throws Exception {
    TaskFinder finder = finder(Duration.ofMinutes(1));
    SubmitTask submitted = submit(Topics.COMMANDS);
    CompletableFuture<Finding<TaskSnapshot>> finding = findInBackground(finder, submitted.taskId());

    commitEverything();

    assertThat(finding.get(90, TimeUnit.SECONDS)).isEqualTo(new Finding.Absent<>());
  }

  /// The lifecycle's offsets can be seen before the end of its transaction is seen in the topic.
  @Test
  void finderWaitsForAnOpenTransactionOfTheLifecycle() throws Exception {
    TaskFinder finder = finder(Duration.ofMinutes(1));
    Task task = queued(0).task();
    Map<String, Object> connection = KafkaForTests.connection();
    connection.put("transactional.id", "finder-it");
    try (var lifecycle =
        new KafkaProducer<>(
            connection, new StringSerializer(), Topics.TASKS.values().serializer())) {
      lifecycle.initTransactions();
      lifecycle.beginTransaction();
      RecordMetadata written =
          lifecycle
              .send(Topics.TASKS.record(task.id().toString(), task, LogWriter.PARTITIONS))
              .get();
      CompletableFuture<Finding<TaskSnapshot>> finding = findInBackground(finder, task.id());
      CompletableFuture<Finding<TaskSnapshot>> other =
          findInBackground(finder, idOfAnotherPartition(written.partition()));
      assertThat(other.get(90, TimeUnit.SECONDS)).isEqualTo(new Finding.Absent<>());
      assertThat(finding).isNotDone();

      lifecycle.commitTransaction();

      assertThat(finding.get(90, TimeUnit.SECONDS))
          .isEqualTo(new Finding.Found<>(TaskSnapshot.withoutProgress(task)));
    }
  }

  @Test
  void aFloodOfUnknownIdsIsAnswered() throws Exception {
    TaskFinder finder = finder(Duration.ofMinutes(1));
    List<CompletableFuture<Finding<TaskSnapshot>>> findings = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      findings.add(findInBackground(finder, TaskId.fresh(Instant.now())));
    }
    Task written = log.write(queued(0));

    for (CompletableFuture<Finding<TaskSnapshot>> finding : findings) {
      assertThat(finding.get(90, TimeUnit.SECONDS)).isEqualTo(new Finding.Absent<>());
    }
    await().until(() -> running.view().find("acme", written.id()).isPresent());
  }

  private TaskFinder finder(Duration limit) {
    LookupConfig config = new Patience(limit);
    watch =
        new SubmissionWatch(KafkaForTests.connection(), config, LogWriter.topics(), running.view());
    watch.start(null);
    return new TaskFinder(running.view(), watch, config);
  }

  private record Patience(Duration limit) implements LookupConfig {
    @Override
    public Duration interval() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }

  private static CompletableFuture<Finding<TaskSnapshot>> findInBackground(
      TaskFinder finder, TaskId id) {
    CompletableFuture<Finding<TaskSnapshot>> finding = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                finding.complete(finder.find("acme", id));
              } catch (InterruptedException | RuntimeException e) {
                finding.completeExceptionally(e);
              }
            });
    return finding;
  }

  private SubmitTask submit(Topic<? super SubmitTask> topic) {
    Task task = queued(0).task();
    SubmitTask submitted =
        SubmitTask.fromClient(
            task.id(),
            "acme",
            TaskSpec.of("image", QUEUE, JsonNodeFactory.instance.objectNode()),
            TestTasks.NOON);
    log.write(topic, task.id().toString(), submitted);
    return submitted;
  }

  private static TaskId idOfAnotherPartition(int partition) {
    while (true) {
      TaskId id = TaskId.fresh(Instant.now());
      if (Topics.partition(id.toString(), LogWriter.PARTITIONS) != partition) {
        return id;
      }
    }
  }

  /// What a lifecycle would have committed that has read all there is.
  private static void commitEverything() throws Exception {
    try (Admin admin = KafkaForTests.admin()) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (String topic : admin.listTopics().names().get()) {
        if (topic.equals("offload.commands") || topic.startsWith("offload.direct.")) {
          for (int partition = 0; partition < LogWriter.PARTITIONS; partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
          }
        }
      }
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(Topics.LIFECYCLE_GROUP, ends).all().get();
    }
  }
}
