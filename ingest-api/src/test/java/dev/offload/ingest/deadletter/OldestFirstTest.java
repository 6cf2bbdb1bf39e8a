package dev.offload.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.TestTasks;
import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldestFirstTest {
  private static final Comparator<PagePosition> BY_AGE =
      Comparator.comparing(PagePosition::createdAt).thenComparing(PagePosition::id);
  private static final Comparator<Task> OLDEST = Comparator.comparing(PagePosition::after, BY_AGE);
  private static final int PAGE = 3;

  private final List<Task> list = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 9, 10})
  void listIsReadFromItsEnd(int count) {
    List<Task> tasks = tasks(count);
    list.addAll(tasks);

    assertThat(rest(new OldestFirst(this::page))).containsExactlyElementsOf(tasks);
  }

  @Test
  void tasksOfOneMomentAreInTheOrderOfTheirIds() {
    list.addAll(
        IntStream.range(0, 10).mapToObj(_ -> TestTasks.queued(1).task()).sorted(OLDEST).toList());

    assertThat(rest(new OldestFirst(this::page))).containsExactlyElementsOf(List.copyOf(list));
  }

  @Test
  void whatLeavesTheListWhileItIsReadMakesNothingComeTwice() {
    List<Task> tasks = tasks(10);
    list.addAll(tasks);
    OldestFirst pages = new OldestFirst(this::page);
    List<Task> found = new ArrayList<>();

    for (Optional<List<Task>> page = pages.next(); page.isPresent(); page = pages.next()) {
      found.addAll(page.get());
      list.remove(page.get().getFirst());
    }

    assertThat(found).containsExactlyElementsOf(tasks);
  }

  @Test
  void whatComesIntoTheListWhileItIsReadLeavesNothingOut() {
    List<Task> tasks = tasks(20);
    IntStream.range(0, 20).filter(i -> i % 2 == 0).forEach(i -> list.add(tasks.get(i)));
    OldestFirst pages = new OldestFirst(this::page);
    list.clear();
    list.addAll(tasks);

    assertThat(rest(pages)).containsExactlyElementsOf(tasks);
  }

  private static List<Task> rest(OldestFirst pages) {
    List<Task> found = new ArrayList<>();
    for (Optional<List<Task>> page = pages.next(); page.isPresent(); page = pages.next()) {
      found.addAll(page.get());
    }
    return found;
  }

  private static List<Task> tasks(int count) {
    return IntStream.range(0, count).mapToObj(i -> TestTasks.queued(i).task()).toList();
  }

  /// As the view gives it, newest first.
  private TaskSlice page(Optional<PagePosition> after) {
    List<Task> left =
        list.stream()
            .filter(
                task ->
                    after.isEmpty() || BY_AGE.compare(PagePosition.after(task), after.get()) < 0)
            .sorted(OLDEST.reversed())
            .toList();
    List<Task> page = left.subList(0, Math.min(PAGE, left.size()));
    return new TaskSlice(
        page.stream().map(task -> TaskSnapshot.withoutProgress(task)).toList(),
        left.size() > PAGE ? Optional.of(PagePosition.after(page.getLast())) : Optional.empty());
  }
}
