package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.progress;
import static dev.offload.ingest.rig.TestTasks.queued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTaskViewIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private LogWriter log;

  @BeforeEach
  void open() {
    log = LogWriter.open();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void viewShowsWhatTheTopicsHave() throws Exception {
    try (RunningView running = RunningView.in(directory)) {
      Task task = log.write(queued(0));
      await().until(() -> find(running, task).isPresent());

      Task started = log.write(next(task).running(1));
      log.report(progress(task, 1, 30));
      await()
          .untilAsserted(
              () ->
                  assertThat(running.view().snapshot("acme", task.id()))
                      .contains(
                          new TaskSnapshot(started, Optional.of(new Progress(30, 100, null)))));

      log.remove(task.id());
      await().until(() -> find(running, task).isEmpty());
    }
  }

  @Test
  void viewShowsGroupsUntilTheyAreForgotten() throws Exception {
    try (RunningView running = RunningView.in(directory)) {
      GroupStatus group = TestGroups.open(0);
      GroupId id = group.facts().id();
      log.write(Topics.GROUPS, id.toString(), group);
      await().until(() -> running.view().isOpen("acme", id));
      assertThat(running.view().group("acme", id)).contains(group);

      log.write(Topics.GROUPS, id.toString(), TestGroups.sealed(group));
      await().until(() -> !running.view().isOpen("acme", id));

      log.write(Topics.GROUPS, id.toString(), null);
      await().until(() -> running.view().group("acme", id).isEmpty());
    }
  }

  @Test
  void badRecordDoesNotStopTheView() throws Exception {
    try (RunningView running = RunningView.in(directory)) {
      Task task = log.write(queued(0));
      byte[] json = Json.MAPPER.writeValueAsBytes(task);
      Headers headers = Topics.TASKS.encoded("x", task, LogWriter.PARTITIONS).headers();
      for (int partition = 0; partition < LogWriter.PARTITIONS; partition++) {
        for (String topic : List.of(Topics.TASKS.name(), Topics.PROGRESS.name())) {
          log.write(new ProducerRecord<>(topic, partition, "odd", null, new RecordHeaders()));
          log.write(new ProducerRecord<>(topic, partition, "odd", json, new RecordHeaders()));
          log.write(new ProducerRecord<>(topic, partition, "odd", "{}".getBytes(UTF_8), headers));
        }
        log.write(new ProducerRecord<>(Topics.PROGRESS.name(), partition, null, null));
      }

      Task next = log.write(next(task).running(1));
      log.report(progress(task, 1, 30));

      await()
          .untilAsserted(
              () ->
                  assertThat(running.view().snapshot("acme", task.id()))
                      .contains(new TaskSnapshot(next, Optional.of(new Progress(30, 100, null)))));
    }
  }

  @Test
  void aRestartReadsOnWhereItStopped() throws Exception {
    Task before = log.write(queued(0));
    try (RunningView running = RunningView.in(directory)) {
      await().until(() -> find(running, before).isPresent());
    }
    Task after = log.write(queued(1));
    HeardNews news = new HeardNews();

    try (RunningView running = RunningView.in(directory, news)) {
      await().until(() -> find(running, after).isPresent());

      assertThat(find(running, before)).contains(before);
      assertThat(news.tasks()).contains(after.id()).doesNotContain(before.id());
    }
  }

  @Test
  void aDeletedFileIsRebuilt() throws Exception {
    Task task = log.write(queued(0).tags("kept"));
    try (RunningView running = RunningView.in(directory)) {
      await().until(() -> find(running, task).isPresent());
    }
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    try (RunningView running = RunningView.in(directory)) {
      await().atMost(PATIENCE).until(() -> running.view().isCaughtUp());
      assertThat(find(running, task)).contains(task);
    }
  }

  @Test
  void damageWhileRunningIsHealed() throws Exception {
    Task before = log.write(queued(0));
    try (RunningView running = RunningView.in(directory)) {
      await().until(() -> find(running, before).isPresent());
      overwrite(directory.resolve("tasks.db"));

      Task after = log.write(queued(1));

      await().ignoreExceptions().until(() -> find(running, after).isPresent());
      await().atMost(PATIENCE).until(() -> running.view().isCaughtUp());
      assertThat(find(running, before)).contains(before);
    }
  }

  @Test
  void awaitedTaskIsReturnedOnceItExists() throws Exception {
    Task task = queued(0).task();
    try (RunningView running = RunningView.in(directory)) {
      await().atMost(PATIENCE).until(() -> running.view().isCaughtUp());
      Thread writer = Thread.ofVirtual().start(() -> log.write(new TestTasks(task)));

      assertThat(running.view().await("acme", task.id(), Instant.now().plusSeconds(20)))
          .contains(task);
      assertThat(running.view().await("other", task.id(), Instant.now())).isEmpty();
      assertThat(running.view().await("acme", TaskId.fresh(Instant.now()), Instant.now()))
          .isEmpty();
      writer.join();
    }
  }

  @Test
  void eachVersionIsToldOnceWithItsPlaceInTheLog() throws Exception {
    HeardNews news = new HeardNews();
    try (RunningView running = RunningView.in(directory, news)) {
      await().atMost(PATIENCE).until(() -> running.view().isCaughtUp());
      Task first = queued(0).task();
      Task second = next(first).running(1).task();
      var place = log.write(Topics.TASKS, first.id().toString(), first);
      log.write(new TestTasks(second));
      log.write(new TestTasks(first));
      Task last = log.write(next(second).state(TaskState.SUCCEEDED));
      log.report(progress(first, 1, 70));

      await().until(() -> news.of(first.id()).size() == 3 && !news.progress().isEmpty());

      assertThat(news.of(first.id()).stream().map(TaskNews::task))
          .containsExactly(first, second, last);
      assertThat(news.of(first.id()).getFirst().offset()).isEqualTo(place.offset());
      assertThat(news.of(first.id()).getFirst().partition()).isEqualTo(place.partition());
      assertThat(news.progress()).contains(progress(first, 1, 70));
    }
  }

  @Test
  void twoReplicasDoNotShareADirectory() throws Exception {
    try (RunningView _ = RunningView.in(directory)) {
      assertThatThrownBy(() -> RunningView.in(directory))
          .hasMessageContaining("offload.view.directory");
    }
  }

  private static java.util.Optional<Task> find(RunningView running, Task task) {
    return running.view().find("acme", task.id());
  }

  private static void overwrite(Path file) throws Exception {
    byte[] noise = new byte[(int) Files.size(file) - 100];
    Arrays.fill(noise, (byte) 0x5a);
    try (var bytes = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      bytes.position(100);
      bytes.write(ByteBuffer.wrap(noise));
    }
  }
}
