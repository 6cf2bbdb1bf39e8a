package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteViewStoreTest {
  private static final ViewSource HERE =
      new ViewSource("cluster-1", () -> Map.of(0, 100L, 1, 100L), Duration.ofHours(24));

  @TempDir private Path directory;

  @Nested
  class Conformance extends ViewStoreConformance {
    @Override
    ViewStore create() {
      return SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON);
    }

    @Override
    ViewStore reopen() {
      return SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON);
    }
  }

  @Nested
  class Lists extends ViewListsConformance {
    @Override
    ViewStore create(QuestionLimits limits) {
      return SqliteViewStore.open(directory, limits, HERE, NOON);
    }

    @Override
    int step() {
      return 1;
    }
  }

  @Test
  void aFileOfTheSameKafkaIsReadOn() {
    Task task = fill();

    assertGoesOn(task, HERE, NOON.plus(Duration.ofHours(24)));
  }

  @Test
  void fileOfAnotherKafkaIsRebuilt() {
    Task task = fill();

    assertBeginsAnew(task, new ViewSource("cluster-2", HERE.ends(), HERE.tombstonesKept()), NOON);
  }

  @Test
  void fileOlderThanTheTombstonesIsRebuilt() {
    Task task = fill();

    assertBeginsAnew(task, HERE, NOON.plus(Duration.ofHours(24)).plusMillis(1));
  }

  @Test
  void aFileThatWasCurrentLatelyIsReadOn() {
    Task task = fill();
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON)) {
      store.markCurrent(NOON.plus(Duration.ofHours(20)));
    }

    assertGoesOn(task, HERE, NOON.plus(Duration.ofHours(44)));
  }

  @Test
  void fileAheadOfKafkaIsRebuilt() {
    Task task = fill();

    assertBeginsAnew(
        task, new ViewSource("cluster-1", () -> Map.of(0, 4L), HERE.tombstonesKept()), NOON);
  }

  @Test
  void fileOfAnotherReleaseIsRebuilt() throws SQLException {
    Task task = fill();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.executeUpdate("ALTER TABLE tasks RENAME COLUMN body TO text");
    }

    assertBeginsAnew(task, HERE, NOON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE about RENAME COLUMN value TO text",
        "ALTER TABLE positions RENAME COLUMN next TO until",
        "ALTER TABLE progress ADD COLUMN note TEXT",
        "DROP TABLE positions",
        "DROP INDEX tasks_by_end",
        "DELETE FROM about",
        "DELETE FROM about WHERE name = 'current_at'",
        "UPDATE about SET value = 'yesterday' WHERE name = 'current_at'",
      })
  void aFileOfAnotherShapeIsReadAnew(String change) throws SQLException {
    Task task = fill();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.executeUpdate(change);
    }

    assertBeginsAnew(task, HERE, NOON);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4096 + 100})
  void aDamagedFileIsReadAnew(int from) throws IOException {
    Task task = fill();
    byte[] bytes = Files.readAllBytes(file());
    for (int i = from; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(file(), bytes);

    assertBeginsAnew(task, HERE, NOON);
  }

  @Test
  void fileThatIsNotADatabaseIsReplaced() throws IOException {
    Files.writeString(file(), "This is not what you think it is. ".repeat(200));

    assertBeginsAnew(TestTasks.queued(0).task(), HERE, NOON);
  }

  @Test
  void damageFoundLaterIsReported() throws IOException {
    fill();
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON)) {
      try (var file = Files.newByteChannel(file(), java.nio.file.StandardOpenOption.WRITE)) {
        byte[] noise = new byte[(int) Files.size(file()) - 100];
        java.util.Arrays.fill(noise, (byte) 0x5a);
        file.position(100);
        file.write(java.nio.ByteBuffer.wrap(noise));
      }

      assertThatThrownBy(
              () ->
                  store.apply(
                      new ViewBatch(
                          "offload.tasks",
                          List.of(Saved.of(TestTasks.queued(1).task(), NOON)),
                          Map.of())))
          .isInstanceOf(ViewCorrupt.class);
    }
  }

  @Test
  void taskIsStoredAsItWasRead() throws Exception {
    Task task = TestTasks.queued(0).task();
    String plain = Json.MAPPER.writeValueAsString(task);
    byte[] read = plain.replaceFirst("\\{", "{ \"ofANewerRelease\": 1, ").getBytes(UTF_8);
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON)) {
      ViewChange change = new ViewChange.Saved(new WrittenTask(task, Bytes.wrap(read)), NOON);
      store.apply(new ViewBatch("offload.tasks", List.of(change), Map.of()));
      assertThat(store.snapshot(task.tenant(), task.id()).orElseThrow().task()).isEqualTo(task);
    }
    try (Connection file =
            DriverManager.getConnection("jdbc:sqlite:" + SqliteFile.in(directory).path());
        ResultSet body = file.createStatement().executeQuery("SELECT body FROM tasks")) {
      assertThat(body.getBytes(1)).isEqualTo(read);
    }
  }

  @Test
  void oneProcessAtATimeUsesADirectory() throws IOException {
    try (var _ = DirectoryLock.take(directory)) {
      assertThatThrownBy(() -> DirectoryLock.take(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("offload.view.directory");
    }
    DirectoryLock.take(directory).close();
  }

  private Task fill() {
    Task task = TestTasks.queued(0).tags("a").task();
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, HERE, NOON)) {
      store.apply(
          new ViewBatch("offload.tasks", List.of(Saved.of(task, NOON)), Map.of(0, 5L, 1, 7L)));
    }
    return task;
  }

  private void assertGoesOn(Task task, ViewSource source, Instant now) {
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, source, now)) {
      assertThat(store.snapshot("acme", task.id())).isPresent();
      assertThat(store.positions("offload.tasks")).isEqualTo(Map.of(0, 5L, 1, 7L));
    }
  }

  private void assertBeginsAnew(Task task, ViewSource source, Instant now) {
    try (ViewStore store = SqliteViewStore.open(directory, Limits.ORDINARY, source, now)) {
      assertThat(store.snapshot("acme", task.id())).isEmpty();
      assertThat(store.positions("offload.tasks")).isEmpty();
      store.apply(new ViewBatch("offload.tasks", List.of(Saved.of(task, NOON)), Map.of(0, 1L)));
      assertThat(store.snapshot("acme", task.id())).isPresent();
    }
  }

  private Path file() {
    return directory.resolve("tasks.db");
  }
}
