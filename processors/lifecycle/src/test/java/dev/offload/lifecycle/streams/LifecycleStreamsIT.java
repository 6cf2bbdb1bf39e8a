package dev.offload.lifecycle.streams;

import static dev.offload.lifecycle.Fixtures.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.topology.LifecycleTopology;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.topic.ParkedRecord;
import dev.offload.schemas.topic.Topics;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.WorkItem;
import dev.offload.testkit.KafkaForTests;
import dev.offload.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleStreamsIT {
  @TempDir private static Path directory;
  private static Cluster cluster;
  private static LifecycleStreams lifecycle;

  @BeforeAll
  static void start() {
    cluster = new Cluster(directory.resolve("first"));
    cluster.makeQueue(QUEUE);
    lifecycle = cluster.start();
  }

  @AfterAll
  static void stop() {
    lifecycle.close();
    cluster.close();
  }

  @Test
  void taskIsHandedOutAndItsEndIsShownAndAnnounced() {
    SubmitTask task = Fixtures.task(Instant.now());
    cluster.submit(task);
    soon()
        .untilAsserted(
            () ->
                assertThat(cluster.values(Topics.work(QUEUE)))
                    .extracting(WorkItem::taskId)
                    .contains(task.taskId()));
    // When
    end(task);
    // Then
    becomes(task, TaskState.SUCCEEDED);
    assertThat(cluster.completions(task.taskId())).hasSize(1);
  }

  /// Kafka Streams would make them later, and only those that its leader knows.
  @Test
  void changelogsAreThereOnceItIsStarted() {
    lifecycle.close();
    cluster.deleteChangelog("digests");
    // When
    lifecycle = cluster.start();
    // Then
    assertThat(cluster.settingsOfChangelogs())
        .hasSameSizeAs(LifecycleTopology.CHANGELOGS)
        .allSatisfy(
            settings ->
                assertThat(settings)
                    .containsEntry("cleanup.policy", "compact")
                    .containsEntry("segment.bytes", "67108864"));
  }

  @Test
  void directTaskOfANewQueueGetsItsEarlyEvents() {
    SubmitTask known = Fixtures.task(Instant.now());
    SubmitTask task = Fixtures.ofQueue(known, "made-later");
    end(task);
    cluster.makeQueue("made-later");
    // When
    cluster.submitDirect(task);
    // Then
    becomes(task, TaskState.SUCCEEDED);
    assertThat(cluster.completions(task.taskId())).hasSize(1);
    assertThat(cluster.values(Topics.work("made-later"))).isEmpty();
  }

  @Test
  void taskDoesNotWaitForABatchThatCameBefore() {
    String queue = "flooded";
    cluster.makeQueue(queue);
    lifecycle.close();
    List<SubmitTask> batch =
        Stream.generate(() -> Fixtures.ofQueue(Fixtures.task(Instant.now()), queue))
            .filter(task -> partition(task) == 0)
            .limit(3_000)
            .toList();
    cluster.submitInBatch(batch);
    SubmitTask urgent =
        Stream.generate(() -> Fixtures.ofQueue(Fixtures.task(Instant.now()), queue))
            .filter(task -> partition(task) == 0)
            .findFirst()
            .orElseThrow();
    cluster.submit(urgent);
    // When
    lifecycle = cluster.start();
    // Then
    becomes(batch.getLast(), TaskState.QUEUED);
    List<TaskId> decided = cluster.values(Topics.TASKS).stream().map(Task::id).distinct().toList();
    assertThat(decided).containsAll(batch.stream().map(SubmitTask::taskId).toList());
    assertThat(decided.indexOf(urgent.taskId()))
        .as("what has been fetched is not overtaken")
        .isLessThan(decided.indexOf(batch.get(2_000).taskId()));
  }

  private static int partition(SubmitTask task) {
    return Topics.partition(task.taskId().toString(), Cluster.PARTITIONS);
  }

  @Test
  void unreadableRecordIsParkedAndHoldsUpNothing() {
    SubmitTask task = Fixtures.task(Instant.now());
    int partition = partition(task);
    byte[] rubbish = "no json".getBytes(StandardCharsets.UTF_8);
    // When
    cluster.send(
        new ProducerRecord<>(Topics.COMMANDS.name(), partition, task.taskId().toString(), rubbish));
    cluster.submit(task);
    // Then
    becomes(task, TaskState.QUEUED);
    assertThat(TopicReader.ofText().readAll(Topics.PARKED.name()))
        .filteredOn(record -> record.key().equals(task.taskId().toString()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo("no json");
              assertThat(record.headers().lastHeader(ParkedRecord.TOPIC).value())
                  .asString()
                  .isEqualTo(Topics.COMMANDS.name());
              assertThat(record.headers().lastHeader(ParkedRecord.REASON)).isNotNull();
            });
  }

  @Test
  void instanceThatLostItsDiskRestoresTasksTimersAndLeases() {
    SubmitTask task = Fixtures.task(Instant.now());
    Run run = new Run(task.taskId(), 1, "r1");
    cluster.submitDirect(task);
    cluster.report(run.started(Instant.now()));
    cluster.report(claim(run, Duration.ofSeconds(20)));
    becomes(task, TaskState.RUNNING);
    lifecycle.close();
    cluster.close();
    // When
    cluster = new Cluster(directory.resolve("second"));
    lifecycle = cluster.start();
    // Then
    becomes(task, TaskState.QUEUED);
    assertThat(cluster.task(task.taskId()).orElseThrow().attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.error().code()).isEqualTo("lease-lost");
              assertThat(attempt.worker()).isEqualTo(Fixtures.WORKER);
            });
  }

  @Test
  void attemptThatWasTakenAndNeverReportedOnIsHandedOutAgain() {
    cluster.makeQueue("lossy");
    SubmitTask task = Fixtures.ofQueue(Fixtures.task(Instant.now()), "lossy");
    cluster.submit(task);
    becomes(task, TaskState.QUEUED);
    // When
    cluster.takeAsWorker("lossy", Topics.work("lossy"));
    // Then
    soon().until(() -> cluster.task(task.taskId()).orElseThrow().version(), found -> found == 2L);
    assertThat(state(task.taskId())).contains(TaskState.QUEUED);
  }

  @Test
  void topicsAreTrimmedBehindTheirLastReader() {
    cluster.makeQueue("trimmed");
    SubmitTask direct = Fixtures.ofQueue(Fixtures.task(Instant.now()), "trimmed");
    SubmitTask commanded = Fixtures.ofQueue(Fixtures.task(Instant.now()), "trimmed");
    cluster.submit(commanded);
    cluster.submitDirect(direct);
    end(direct);
    becomes(direct, TaskState.SUCCEEDED);
    cluster.readWhole("reader-one", Topics.COMPLETIONS);
    // When the lifecycle alone has read
    soon().until(() -> cluster.kept(Topics.COMMANDS), found -> found == 0L);
    soon().until(() -> cluster.kept(Topics.ATTEMPTS), found -> found == 0L);
    // Then
    assertThat(cluster.kept(Topics.direct("trimmed"))).isEqualTo(1);
    assertThat(cluster.kept(Topics.work("trimmed"))).isPositive();
    assertThat(cluster.kept(Topics.COMPLETIONS)).isPositive();
    // When the others have
    cluster.takeAsWorker("trimmed", Topics.direct("trimmed"));
    cluster.readWhole("reader-two", Topics.COMPLETIONS);
    // Then
    soon().until(() -> cluster.kept(Topics.direct("trimmed")), found -> found == 0L);
    soon().until(() -> cluster.kept(Topics.COMPLETIONS), found -> found == 0L);
  }

  @Test
  void unreadableRecordAsLargeAsATopicTakesIsParkedAsAReference() {
    SubmitTask task = Fixtures.task(Instant.now());
    String key = task.taskId().toString();
    int partition = Topics.partition(key, Cluster.PARTITIONS);
    byte[] rubbish = new byte[cluster.topics().maxMessageBytes() - 200];
    // When
    cluster.send(new ProducerRecord<>(Topics.COMMANDS.name(), partition, key, rubbish));
    cluster.submit(task);
    // Then
    becomes(task, TaskState.QUEUED);
    assertThat(TopicReader.ofText().readAll(Topics.PARKED.name()))
        .filteredOn(record -> key.equals(record.key()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isNull();
              assertThat(Envelope.text(record.headers(), ParkedRecord.VALUE_SIZE))
                  .isEqualTo(Integer.toString(rubbish.length));
            });
  }

  @Test
  void queueWithWrongTopicsHoldsUpOnlyItsOwnTasks() {
    KafkaForTests.createTopic(Topics.work("odd").name(), Cluster.PARTITIONS + 1);
    SubmitTask odd = Fixtures.ofQueue(Fixtures.task(Instant.now()), "odd");
    SubmitTask other = Fixtures.task(Instant.now());
    // When
    cluster.submit(odd);
    cluster.submit(other);
    // Then
    becomes(odd, TaskState.SCHEDULED);
    becomes(other, TaskState.QUEUED);
    soon().until(() -> lifecycle.health().isReady());
  }

  @Test
  void workTopicWithASmallerLimitFailsOnlyTheTaskThatIsTooLarge() {
    KafkaForTests.createTopic(
        Topics.work("narrow").name(), Cluster.PARTITIONS, Map.of("max.message.bytes", "2000"));
    SubmitTask task =
        Fixtures.task(Instant.now(), null, Origin.CLIENT, Fixtures.json("x".repeat(3_000)));
    SubmitTask large = Fixtures.ofQueue(task, "narrow");
    SubmitTask small = Fixtures.ofQueue(Fixtures.task(Instant.now()), "narrow");
    // When
    cluster.submit(large);
    cluster.submit(small);
    // Then
    becomes(large, TaskState.FAILED);
    becomes(small, TaskState.QUEUED);
    TaskError error = cluster.task(large.taskId()).orElseThrow().error();
    assertThat(error.code()).isEqualTo("too-large");
    assertThat(error.message())
        .startsWith("its record of offload.work.narrow would have")
        .containsPattern("a record may have 2000$|Kafka has refused one of [0-9]+ bytes");
  }

  @Test
  void directTopicOfTheWrongShapeIsNotReadAndAllElseGoesOn() {
    SubmitTask before = Fixtures.task(Instant.now());
    cluster.submit(before);
    becomes(before, TaskState.QUEUED);
    // When
    KafkaForTests.createTopic("offload.direct.wide", Cluster.PARTITIONS + 2);
    end(before);
    SubmitTask after = Fixtures.task(Instant.now());
    cluster.submit(after);
    // Then
    becomes(before, TaskState.SUCCEEDED);
    becomes(after, TaskState.QUEUED);
    soon().until(() -> lifecycle.health().isReady());
    SubmitTask last = Fixtures.task(Instant.now());
    cluster.submit(last);
    becomes(last, TaskState.QUEUED);
  }

  @Test
  void queueWithOneTopicKeepsNoOtherFromBeingTrimmed() {
    KafkaForTests.createTopic(Topics.work("lone").name(), 1);
    SubmitTask task = Fixtures.task(Instant.now());
    // When
    cluster.submit(task);
    becomes(task, TaskState.QUEUED);
    // Then
    soon().until(() -> cluster.kept(Topics.COMMANDS), found -> found == 0L);
  }

  private static void end(SubmitTask task) {
    Run run = new Run(task.taskId(), 1, "r1");
    cluster.report(run.started(Instant.now()));
    cluster.report(run.succeeded(Instant.now()));
  }

  private static AttemptClaimed claim(Run run, Duration lease) {
    AttemptClaimed usual = run.claimed(Instant.now());
    return new AttemptClaimed(
        usual.taskId(), usual.tenant(), usual.attempt(), usual.runId(), usual.at(), lease);
  }

  private static void becomes(SubmitTask task, TaskState state) {
    soon().until(() -> state(task.taskId()), found -> found.equals(Optional.of(state)));
  }

  private static Optional<TaskState> state(TaskId id) {
    return cluster.task(id).map(Task::state);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
  }
}
