package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresViewStoreIT {
  private static final String TASKS = Topics.TASKS.name();
  private static final ViewSource HERE =
      new ViewSource("cluster-1", () -> Map.of(0, 100L, 1, 100L), Duration.ofHours(24));

  private final PostgresServer server = PostgresForTests.shared().view();

  @Nested
  class Conformance extends ViewStoreConformance {
    @Override
    ViewStore create() {
      return opened(HERE, NOON);
    }

    @Override
    ViewStore reopen() {
      return opened(HERE, NOON);
    }
  }

  @Nested
  class Lists extends ViewListsConformance {
    @Override
    ViewStore create(QuestionLimits limits) {
      return awaitTurn(new PostgresStores(server, limits).open(HERE, NOON));
    }

    @Override
    int step() {
      return 7;
    }
  }

  @Test
  void viewOfTheSameKafkaIsReadOn() throws SQLException {
    Task task = fill();

    assertGoesOn(task, HERE, NOON.plus(Duration.ofHours(24)));
    assertThat(PostgresForTests.schemas(server)).hasSize(1);
  }

  @Test
  void viewOfAnotherKafkaIsBesideTheFirst() {
    Task task = fill();

    assertBeginsAnew(task, new ViewSource("cluster-2", HERE.ends(), HERE.tombstonesKept()), NOON);
    assertGoesOn(task, HERE, NOON);
  }

  @Test
  void viewOlderThanTheTombstonesIsRebuilt() throws SQLException {
    Task task = fill();

    assertBeginsAnew(task, HERE, NOON.plus(Duration.ofHours(24)).plusMillis(1));
    assertThat(PostgresForTests.schemas(server)).as("the old one is dropped").hasSize(1);
  }

  @Test
  void viewThatWasCurrentLatelyIsReadOn() {
    Task task = fill();
    try (ViewStore store = opened(HERE, NOON)) {
      store.markCurrent(NOON.plus(Duration.ofHours(20)));
    }

    assertGoesOn(task, HERE, NOON.plus(Duration.ofHours(44)));
  }

  @Test
  void viewAheadOfKafkaIsRebuilt() {
    Task task = fill();

    assertBeginsAnew(
        task, new ViewSource("cluster-1", () -> Map.of(0, 4L), HERE.tombstonesKept()), NOON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE positions",
        "DELETE FROM about",
        "UPDATE about SET value = 'yesterday' WHERE name = 'current_at'",
      })
  void viewOfUnknownOriginIsRebuilt(String change) throws SQLException {
    Task task = fill();
    PostgresForTests.execute(server, change);

    assertBeginsAnew(task, HERE, NOON);
  }

  @Test
  void schemasThatNobodyCanUseAreDropped() throws SQLException {
    fill();
    Instant later = NOON.plus(Duration.ofHours(25));
    ViewSource other = new ViewSource("cluster-2", HERE.ends(), HERE.tombstonesKept());

    opened(other, later).close();
    assertThat(PostgresForTests.schemas(server)).hasSize(1);
    opened(HERE, later).close();
    assertThat(PostgresForTests.schemas(server)).as("both are in use").hasSize(2);
  }

  @Test
  void damageIsHealedByOneReplicaForAll() throws SQLException {
    Task task = fill();
    PostgresStores one = new PostgresStores(server, Limits.ORDINARY);
    PostgresStores other = new PostgresStores(server, Limits.ORDINARY);
    ViewStore ofOne = one.open(HERE, NOON);
    ViewStore ofOther = other.open(HERE, NOON);
    PostgresForTests.execute(server, "DROP TABLE tasks");
    ViewFailure damage = damage(ofOne, task);
    assertThat(damage(ofOther, task)).isInstanceOf(ViewCorrupt.class);
    ofOne.close();
    ofOther.close();

    try (ViewStore healed = awaitTurn(one.reopen(HERE, NOON, damage))) {
      healed.apply(batch(task, 5L));
      try (ViewStore again = other.reopen(HERE, NOON, damage)) {
        assertThat(again.snapshot("acme", task.id())).isPresent();
      }
    }
    assertThat(PostgresForTests.schemas(server)).hasSize(1);
  }

  private static ViewFailure damage(ViewStore store, Task task) {
    try {
      store.snapshot("acme", task.id());
    } catch (ViewFailure e) {
      return e;
    }
    throw new AssertionError("a table is missing");
  }

  @Test
  void oneStoreAtATimeWrites() {
    Task task = TestTasks.queued(0).task();
    ViewStore writer = opened(HERE, NOON);
    try (ViewStore other = new PostgresStores(server, Limits.ORDINARY).open(HERE, NOON)) {
      assertThatExceptionOfType(TurnLost.class).isThrownBy(() -> other.apply(batch(task, 1L)));
      writer.apply(batch(task, 1L));

      assertThat(other.turn(TASKS, Map.of(), Map.of(0, 1L))).isEqualTo(Map.of(0, 1L));
      assertThat(other.snapshot("acme", task.id())).isPresent();
      assertThat(other.waiting("image")).isEqualTo(1);

      writer.close();

      assertThat(other.turn(TASKS, Map.of(), Map.of(0, 9L))).isEqualTo(Map.of(0, 1L));
      assertThat(other.apply(batch(TestTasks.next(task).running(1).task(), 9L))).hasSize(1);
    }
  }

  @Test
  void storeThatLostItsTurnUnawaresWritesNothing() throws SQLException {
    Task task = TestTasks.queued(0).task();
    try (ViewStore writer = opened(HERE, NOON)) {
      PostgresForTests.execute(
          server, "UPDATE writer SET token = token + 1, until = now() + interval '1 second'");

      assertThatExceptionOfType(TurnLost.class).isThrownBy(() -> writer.apply(batch(task, 1L)));
      assertThat(writer.positions(TASKS)).isEmpty();
      awaitTurn(writer);
      assertThat(writer.apply(batch(task, 1L))).hasSize(1);
    }
  }

  @Test
  void databaseThatHasLessThanBeforeIsOpenedAgain() throws SQLException {
    fill();
    try (ViewStore store = opened(HERE, NOON)) {
      assertThat(store.useless()).isNotDone();
      PostgresForTests.execute(server, "UPDATE positions SET next = 3 WHERE partition = 0");

      await().until(() -> store.useless().isDone());
      assertThat(store.useless()).isCompletedWithValueMatching(ViewReplaced.class::isInstance);
    }
  }

  @Test
  void questionThatTakesTooLongIsInterrupted() throws SQLException {
    PostgresDatabase database =
        new PostgresDatabase(
            server, new PostgresSchemas(server, HERE).open(NOON, Optional.empty()));
    QuestionThreads threads =
        new QuestionThreads("test", 1, _ -> database.openToRead(Duration.ofMillis(200)));
    try (threads) {
      assertThatExceptionOfType(ViewBusy.class)
          .isThrownBy(() -> threads.ask(PostgresViewStoreIT::sleep, Duration.ofMinutes(1)));
    }
  }

  private static boolean sleep(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute("SELECT pg_sleep(60)");
    }
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void taskIsFoundByATextThatPostgresCannotIndex(String text) {
    Task odd = TestTasks.queued(0).tags(text).failed(text, NOON).task();
    try (ViewStore store = opened(HERE, NOON)) {
      store.apply(batch(odd, 1L));
      TaskFilter all = TaskFilter.of("acme", Origin.CLIENT);

      assertThat(store.page(all.with(new TaskFilter.Tagged(text)), Optional.empty(), 9).tasks())
          .hasSize(1);
      assertThat(store.page(all.with(new TaskFilter.FailedWith(text)), Optional.empty(), 9).tasks())
          .hasSize(1);
    }
  }

  static List<String> oddTexts() {
    StringBuilder incompressible = new StringBuilder();
    for (int character = 0x4e00; character < 0x4e00 + 10_000; character++) {
      incompressible.append((char) character);
    }
    return List.of("a\0b", "a\ud800b", incompressible.toString());
  }

  private ViewStore opened(ViewSource source, Instant now) {
    return awaitTurn(new PostgresStores(server, Limits.ORDINARY).open(source, now));
  }

  /// Returns the store when it may write.
  private static ViewStore awaitTurn(ViewStore store) {
    Map<Integer, Long> _ = store.turn(TASKS, Map.of(), Map.of(0, Long.MAX_VALUE));
    return store;
  }

  private static ViewBatch batch(Task task, long until) {
    return new ViewBatch(TASKS, List.of(Saved.of(task, NOON)), Map.of(0, until));
  }

  private Task fill() {
    Task task = TestTasks.queued(0).tags("a").task();
    try (ViewStore store = opened(HERE, NOON)) {
      store.apply(new ViewBatch(TASKS, List.of(Saved.of(task, NOON)), Map.of(0, 5L, 1, 7L)));
    }
    return task;
  }

  private void assertGoesOn(Task task, ViewSource source, Instant now) {
    try (ViewStore store = opened(source, now)) {
      assertThat(store.snapshot("acme", task.id())).isPresent();
      assertThat(store.positions(TASKS)).isEqualTo(Map.of(0, 5L, 1, 7L));
    }
  }

  private void assertBeginsAnew(Task task, ViewSource source, Instant now) {
    try (ViewStore store = opened(source, now)) {
      assertThat(store.snapshot("acme", task.id())).isEmpty();
      assertThat(store.positions(TASKS)).isEmpty();
      store.apply(batch(task, 1L));
      assertThat(store.snapshot("acme", task.id())).isPresent();
    }
  }
}
