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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists by combinations of filters, held against going through all tasks, whatever database
/// is behind them.
abstract class ViewListsConformance {
  private static final Comparator<Task> NEWEST_FIRST =
      Comparator.comparing(Task::createdAt).thenComparing(task -> task.id().toString()).reversed();

  private static final GroupId GROUP = GroupId.fresh(NOON);
  private static final GroupId OTHER_GROUP = GroupId.fresh(NOON);

  /// An empty store, the only one of this test.
  abstract ViewStore create(QuestionLimits limits);

  /// Every so manieth combination is tried.
  abstract int step();

  static Stream<QuestionLimits> limits() {
    return Stream.of(Limits.ORDINARY, Limits.TIGHT);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void pagesOfEveryFilterHaveExactlyTheMatchingTasks(QuestionLimits limits) {
    Random random = new Random(14);
    List<Task> tasks = tasks(random);
    try (ViewStore store = filled(limits, tasks)) {
      for (int bits = 0; bits < 1024; bits += step()) {
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
          images(TaskState.FAILED)
              .with(new TaskFilter.FailedWith("none"))
              .with(new TaskFilter.EndedAfter(NOON));
      TaskFilter rarer =
          images(TaskState.SUCCEEDED)
              .with(new TaskFilter.EndedAfter(NOON))
              .with(new TaskFilter.EndedBefore(NOON.plusSeconds(1)));

      assertThat(store.page(rare, Optional.empty(), 10)).isEqualTo(TaskSlice.empty());
      assertThat(store.page(rarer, Optional.empty(), 10)).isEqualTo(TaskSlice.empty());
      TaskSlice early = store.page(filter(3, new Random(1)), Optional.empty(), 100);
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
    return TaskFilter.of("acme", Origin.CLIENT).with(new TaskFilter.EndedBefore(time));
  }

  private static TaskFilter images(TaskState state) {
    return TaskFilter.of("acme", Origin.CLIENT)
        .with(new TaskFilter.OfType("image"))
        .with(new TaskFilter.InState(state));
  }

  private ViewStore filled(QuestionLimits limits, List<Task> tasks) {
    ViewStore store = create(limits);
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
    List<TaskFilter.Criterion> all =
        List.of(
            new TaskFilter.OfType("image"),
            new TaskFilter.InState(random.nextBoolean() ? TaskState.FAILED : TaskState.SUCCEEDED),
            new TaskFilter.Tagged("a"),
            new TaskFilter.CreatedAfter(time(random, 60)),
            new TaskFilter.CreatedBefore(time(random, 110)),
            new TaskFilter.FailedWith("boom"),
            new TaskFilter.EndedAfter(time(random, 150)),
            new TaskFilter.EndedBefore(time(random, 250)),
            new TaskFilter.OfGroup(GROUP),
            new TaskFilter.OfUser("anna"));
    List<TaskFilter.Criterion> some =
        IntStream.range(0, all.size())
            .filter(bit -> (bits >> bit & 1) == 1)
            .mapToObj(all::get)
            .toList();
    return new TaskFilter("acme", Origin.CLIENT, some);
  }

  private static Instant time(Random random, int seconds) {
    return NOON.plusSeconds(random.nextInt(seconds));
  }

  private static Predicate<Task> passes(TaskFilter filter) {
    return task ->
        task.tenant().equals(filter.tenant())
            && filter.criteria().stream().allMatch(one -> meets(task, one));
  }

  private static boolean meets(Task task, TaskFilter.Criterion criterion) {
    Optional<Instant> end = Optional.ofNullable(task.finishedAt());
    return switch (criterion) {
      case TaskFilter.OfType(String type) -> task.type().equals(type);
      case TaskFilter.InState(TaskState state) -> task.state() == state;
      case TaskFilter.Tagged(String tag) -> task.tags().contains(tag);
      case TaskFilter.OfGroup(GroupId group) -> group.equals(task.group());
      case TaskFilter.OfUser(String user) -> user.equals(task.user());
      case TaskFilter.FailedWith(String code) ->
          task.error() != null && task.error().code().equals(code);
      case TaskFilter.CreatedAfter(Instant time) -> task.createdAt().isAfter(time);
      case TaskFilter.CreatedBefore(Instant time) -> task.createdAt().isBefore(time);
      case TaskFilter.EndedAfter(Instant time) -> end.filter(at -> at.isAfter(time)).isPresent();
      case TaskFilter.EndedBefore(Instant time) -> end.filter(at -> at.isBefore(time)).isPresent();
    };
  }

  private static List<TaskId> all(ViewStore store, TaskFilter filter, int limit) {
    List<TaskId> ids = new ArrayList<>();
    Optional<PagePosition> after = Optional.empty();
    do {
      TaskSlice slice = store.page(filter, after, limit);
      assertThat(slice.tasks()).hasSizeLessThanOrEqualTo(limit);
      slice.tasks().forEach(one -> ids.add(one.task().id()));
      after = slice.next();
    } while (after.isPresent());
    return ids;
  }
}
