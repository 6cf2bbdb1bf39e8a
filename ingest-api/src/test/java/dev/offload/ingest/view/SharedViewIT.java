package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.progress;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestGroups;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two replicas with one database.
class SharedViewIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HeardNews heardFirst = new HeardNews();
  private final HeardNews heardSecond = new HeardNews();
  private LogWriter log;
  private PostgresForTests database;
  private PostgresServer server;
  private RunningView first;
  private RunningView second;

  @BeforeEach
  void open() {
    log = LogWriter.open();
    database = PostgresForTests.start();
    server = database.view();
    first = RunningView.with(Limits.in(server), heardFirst);
    awaitCaughtUp(first);
    second = RunningView.with(Limits.in(server), heardSecond);
    awaitCaughtUp(second);
  }

  @AfterEach
  void close() {
    second.close();
    first.close();
    database.close();
    log.close();
  }

  @Test
  void eachReplicaShowsAndTellsEverything() {
    Task task = log.write(queued(0).tags("a"));
    Task started = log.write(next(task).running(1));
    log.report(progress(task, 1, 30));
    GroupStatus group = TestGroups.open(0);
    log.write(Topics.GROUPS, group.facts().id().toString(), group);

    for (RunningView replica : List.of(first, second)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(replica.view().snapshot("acme", task.id()))
                      .contains(
                          new TaskSnapshot(started, Optional.of(new Progress(30, 100, null)))));
      await().until(() -> replica.view().isOpen("acme", group.facts().id()));
      await().until(() -> count(replica, TaskState.RUNNING) >= 1);
    }
    for (HeardNews heard : List.of(heardFirst, heardSecond)) {
      await().until(() -> heard.progress().contains(progress(task, 1, 30)));
      assertThat(heard.of(task.id()).stream().map(TaskNews::task)).containsExactly(task, started);
      await().until(() -> heard.groups().contains(group));
    }
    assertThat(first.view().counts()).containsExactlyInAnyOrderElementsOf(second.view().counts());
  }

  private static int count(RunningView replica, TaskState state) {
    return replica.view().counts().stream()
        .filter(one -> one.state() == state)
        .mapToInt(StateCount::count)
        .sum();
  }

  @Test
  void positionsOfAReplicaAreInTheDatabase() throws Exception {
    for (int i = 0; i < 20; i++) {
      TestTasks fresh = queued(i);
      var place = log.write(Topics.TASKS, fresh.task().id().toString(), fresh.task());
      RunningView asked = i % 2 == 0 ? first : second;

      asked
          .view()
          .reached(Map.of(new TopicPartition(place.topic(), place.partition()), place.offset() + 1))
          .get(60, TimeUnit.SECONDS);

      assertThat(asked.view().find("acme", fresh.task().id())).contains(fresh.task());
    }
  }

  @Test
  void anotherReplicaGoesOnWhenTheWriterEnds() {
    List<TaskId> written = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      written.add(log.write(queued(i)).id());
      if (i == 25) {
        first.close();
        first = RunningView.with(Limits.in(server));
      }
    }

    awaitAll(second, written);
    awaitAll(first, written);
    assertToldOnce(heardSecond, written);
  }

  /// The database gets further while a replica looks at Kafka and then at the database.
  @Test
  void replicaThatStartsWhileAnotherWritesKeepsTheView() throws Exception {
    List<String> before = PostgresForTests.schemas(server);
    var isOver = new AtomicBoolean();
    Thread writing = Thread.ofVirtual().start(() -> writeUntil(isOver));

    for (int i = 0; i < 5; i++) {
      first.close();
      first = RunningView.with(Limits.in(server));
      awaitCaughtUp(first);
    }
    isOver.set(true);
    writing.join();

    assertThat(PostgresForTests.schemas(server)).isEqualTo(before);
  }

  private void writeUntil(AtomicBoolean isOver) {
    for (int i = 0; !isOver.get(); i++) {
      log.write(queued(i));
    }
  }

  @Test
  void restartOfTheDatabaseLosesNothing() {
    List<TaskId> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      written.add(log.write(queued(i)).id());
    }
    awaitAll(second, written);

    database.stop();
    for (int i = 0; i < 20; i++) {
      written.add(log.write(queued(i)).id());
    }
    await().atMost(PATIENCE).until(() -> !first.view().isCaughtUp());
    await().atMost(PATIENCE).until(() -> !second.view().isCaughtUp());
    assertThatExceptionOfType(ViewFailure.class)
        .isThrownBy(() -> first.view().find("acme", written.getFirst()));
    database.startAgain();

    awaitAll(first, written);
    awaitAll(second, written);
    awaitCaughtUp(first);
    awaitCaughtUp(second);
    assertToldOnce(heardFirst, written);
    assertToldOnce(heardSecond, written);
  }

  @Test
  void viewThatIsRebuiltByOneIsRebuiltForAll() throws Exception {
    Task task = log.write(queued(0));
    awaitAll(second, List.of(task.id()));

    PostgresForTests.execute(server, "DROP TABLE tasks CASCADE");
    Task later = log.write(queued(1));

    awaitAll(first, List.of(task.id(), later.id()));
    awaitAll(second, List.of(task.id(), later.id()));
    awaitCaughtUp(first);
    assertThat(PostgresForTests.schemas(server)).hasSize(1);
  }

  private static void awaitCaughtUp(RunningView replica) {
    await().atMost(PATIENCE).until(() -> replica.view().isCaughtUp());
  }

  private static void awaitAll(RunningView replica, List<TaskId> tasks) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ViewFailure.class)
        .untilAsserted(
            () ->
                assertThat(tasks)
                    .allMatch(task -> replica.view().find("acme", task).isPresent(), "is shown"));
  }

  private static void assertToldOnce(HeardNews heard, List<TaskId> tasks) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.tasks()).containsAll(tasks));
    assertThat(heard.tasks().stream().filter(tasks::contains)).doesNotHaveDuplicates();
  }
}
