package dev.offload.ingest.view;

import static dev.offload.ingest.rig.TestTasks.NOON;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists by every combination of filters, held against going through all tasks.
class ListsTest {
  private static final ViewSource HERE = new ViewSource("c", Map.of(), Duration.ofDays(1));
  private static final Comparator<Task> NEWEST_FIRST =
      Comparator.comparing(Task::createdAt).thenComparing(task -> task.id().toString()).reversed();

  private static final GroupId GROUP = GroupId.fresh(NOON);
  private static final GroupId OTHER_GROUP = GroupId.fresh(NOON);

  @TempDir private Path directory;

  static Stream<ReadingLimits> limits() {
    return Stream.of(Limits.ORDINARY, Limits.TIGHT);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void pagesOfEveryFilterHaveExactlyTheMatchingTasks(ReadingLimits limits) {
    Random random = new Random(14);
    List<Task> tasks = tasks(random);
    try (ViewStore store = filled(limits, tasks)) {
      for (int bits = 0; bits < 1024; bits++) {
        TaskFilter filter = filter(bits, random);
        assertThat(all(store, filter, 1 + random.nextInt(9)))
            .as("%s", filter)
            .isEqualTo(
                tasks.stream().filter(passes(filter)).sorted(NEWEST_FIRST).map(Task::id).toList());
      }
    }
  }

  @Test
  void pageThatFindsNothingEndsEarlyWithACursor() {
    try (ViewStore store = filled(Limits.TIGHT, tasks(new Random(14)))) {
      TaskFilter rare =
          new TaskFilter(
              "acme",
              Origin.CLIENT,
              "image",
              TaskState.FAILED,
              null,
              null,
              null,
              "none",
              NOON,
              null);
      TaskFilter rarer =
          new TaskFilter(
              "acme",
              Origin.CLIENT,
              "image",
              TaskState.SUCCEEDED,
              null,
              null,
              null,
              null,
              NOON,
              NOON.plusSeconds(1));

      assertThat(store.page(rare, null, 10)).isEqualTo(TaskSlice.empty());
      assertThat(store.page(rarer, null, 10)).isEqualTo(TaskSlice.empty());
      TaskSlice early = store.page(filter(3, new Random(1)), null, 100);
      assertThat(early.tasks()).hasSizeLessThan(8);
      assertThat(early.next()).isPresent();
    }
  }

  @Test
  void taskThatEndedBeforeItWasCreatedIsFound() {
    Task odd = queued(500).failed("boom", NOON.minusSeconds(1)).task();
    Task even = queued(0).failed("boom", NOON.plusSeconds(1)).task();
    try (ViewStore store = filled(Limits.ORDINARY, List.of(odd, even))) {
      assertThat(all(store, endedBefore(NOON), 10)).containsExactly(odd.id());
      assertThat(all(store, endedBefore(NOON.plusSeconds(2)), 10))
          .containsExactly(odd.id(), even.id());
    }
  }

  private static TaskFilter endedBefore(Instant time) {
    return new TaskFilter("acme", Origin.CLIENT, null, null, null, null, null, null, null, time);
  }

  private ViewStore filled(ReadingLimits limits, List<Task> tasks) {
    ViewStore store = SqliteViewStore.open(directory, limits, HERE, NOON);
    store.apply(
        new ViewBatch(
            "offload.tasks",
            tasks.stream().<ViewChange>map(task -> Saved.of(task, NOON)).toList(),
            Map.of()));
    return store;
  }

  private static List<Task> tasks(Random random) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      TestTasks task = queued(random.nextInt(100)).type(random.nextBoolean() ? "image" : "email");
      if (random.nextBoolean()) {
        task = task.tags("a", "b");
      }
      if (random.nextInt(3) == 0) {
        task = task.group(random.nextBoolean() ? GROUP : OTHER_GROUP);
      }
      if (random.nextInt(3) == 0) {
        task = task.user(random.nextBoolean() ? "anna" : "anna*");
      }
      if (random.nextInt(8) == 0) {
        task = task.tenant("other");
      }
      tasks.add(ended(task, random).task());
    }
    return tasks;
  }

  private static TestTasks ended(TestTasks task, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> task;
      case 1 -> task.state(TaskState.SUCCEEDED);
      default ->
          task.failed(
              random.nextBoolean() ? "boom" : "lost", NOON.plusSeconds(random.nextInt(200)));
    };
  }

  /// Each bit stands for one member that narrows.
  private static TaskFilter filter(int bits, Random random) {
    TaskFilter filter =
        new TaskFilter(
            "acme",
            Origin.CLIENT,
            (bits & 1) == 0 ? null : "image",
            (bits & 2) == 0 ? null : random.nextBoolean() ? TaskState.FAILED : TaskState.SUCCEEDED,
            (bits & 4) == 0 ? null : "a",
            (bits & 8) == 0 ? null : time(random, 60),
            (bits & 16) == 0 ? null : time(random, 110),
            (bits & 32) == 0 ? null : "boom",
            (bits & 64) == 0 ? null : time(random, 150),
            (bits & 128) == 0 ? null : time(random, 250));
    return filter.of((bits & 256) == 0 ? null : GROUP, (bits & 512) == 0 ? null : "anna");
  }

  private static Instant time(Random random, int seconds) {
    return NOON.plusSeconds(random.nextInt(seconds));
  }

  private static Predicate<Task> passes(TaskFilter filter) {
    return task ->
        task.tenant().equals(filter.tenant())
            && (filter.type() == null || task.type().equals(filter.type()))
            && (filter.state() == null || task.state() == filter.state())
            && (filter.tag() == null || task.tags().contains(filter.tag()))
            && (filter.group() == null || filter.group().equals(task.group()))
            && (filter.user() == null || filter.user().equals(task.user()))
            && (filter.errorCode() == null
                || (task.error() != null && task.error().code().equals(filter.errorCode())))
            && isBetween(filter.createdAfter(), task.createdAt(), filter.createdBefore())
            && isBetween(filter.finishedAfter(), task.finishedAt(), filter.finishedBefore());
  }

  private static boolean isBetween(Instant after, Instant time, Instant before) {
    return (after == null || (time != null && time.isAfter(after)))
        && (before == null || (time != null && time.isBefore(before)));
  }

  private static List<TaskId> all(ViewStore store, TaskFilter filter, int limit) {
    List<TaskId> ids = new ArrayList<>();
    Optional<PagePosition> after = Optional.empty();
    do {
      TaskSlice slice = store.page(filter, after.orElse(null), limit);
      assertThat(slice.tasks()).hasSizeLessThanOrEqualTo(limit);
      slice.tasks().forEach(one -> ids.add(one.task().id()));
      after = slice.next();
    } while (after.isPresent());
    return ids;
  }
}
