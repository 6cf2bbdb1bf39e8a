package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An endless log of a number of tasks in turn, each record the next version of its task, so that
/// how much of it was read tells what a view must hold.
final class CountingTasks {
  static final int TASKS = 500;
  static final int PARTITIONS = 3;
  private static final List<Task> FIRST_VERSIONS = firstVersions();

  private CountingTasks() {}

  private static List<Task> firstVersions() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(
          TestTasks.queued(i).id(TaskId.derived("counting", Integer.toString(i))).tags("t").task());
    }
    return List.copyOf(tasks);
  }

  static TaskId id(int task) {
    return FIRST_VERSIONS.get(task).id();
  }

  /// The version of a task once `records` of the log have been read, 0 for none.
  static long version(int task, long records) {
    return records / TASKS + (task < records % TASKS ? 1 : 0);
  }

  static TaskState state(long version) {
    return version % 2 == 1 ? TaskState.QUEUED : TaskState.RUNNING;
  }

  /// The records from number `from` to `to`, exclusive; number n stands on partition n modulo their
  /// count.
  static ViewBatch batch(long from, long to) {
    List<ViewChange> changes = new ArrayList<>();
    Map<Integer, Long> positions = new HashMap<>();
    for (long record = from; record < to; record++) {
      Task first = FIRST_VERSIONS.get((int) (record % TASKS));
      long version = record / TASKS + 1;
      Task task = new TestTasks(first).version(version).state(state(version)).task();
      changes.add(Saved.of(task, task.createdAt()));
      positions.put((int) (record % PARTITIONS), record / PARTITIONS + 1);
    }
    return new ViewBatch(Topics.TASKS.name(), changes, positions);
  }

  /// How many records a view with these positions has read.
  static long recordsRead(Map<Integer, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  static ViewSource source() {
    return new ViewSource(
        "counting",
        () -> Map.of(0, Long.MAX_VALUE, 1, Long.MAX_VALUE, 2, Long.MAX_VALUE),
        Duration.ofDays(1));
  }

  static SqliteViewStore open(Path directory) {
    return SqliteViewStore.open(directory, Limits.ORDINARY, source(), NOON);
  }

  /// Holds a view against what it says it has read. Returns how many records that is.
  static long check(ViewStore store) {
    long records = recordsRead(store.positions(Topics.TASKS.name()));
    int queued = 0;
    for (int task = 0; task < TASKS; task++) {
      long version = version(task, records);
      assertThat(store.snapshot("acme", id(task)).map(one -> one.task().version()))
          .isEqualTo(version == 0 ? Optional.empty() : Optional.of(version));
      queued += version % 2 == 1 ? 1 : 0;
    }
    assertThat(store.waiting("image")).isEqualTo(queued);
    return records;
  }
}
