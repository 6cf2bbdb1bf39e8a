package dev.offload.ingest.deadletter;

import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A list of tasks, page by page, oldest first. Lists are newest first. So they are read twice: the
/// first time to remember where each page begins, the second time from the last page on. Of
/// tasks, only one page is in memory, with those that have come into it since the first time. What
/// changes meanwhile may or may not be in it, but nothing comes twice.
final class OldestFirst {
  /// A list that is newest first.
  interface Pages {
    /// The page after `position`, and the first one if there is none.
    TaskSlice after(Optional<PagePosition> position);
  }

  private static final Comparator<PagePosition> BY_AGE =
      Comparator.comparing(PagePosition::createdAt).thenComparing(PagePosition::id);

  private final Pages pages;
  private final Deque<Optional<PagePosition>> begins = new ArrayDeque<>();

  /// Where the page that was read last begins. Nothing from there on is wanted any more.
  private Optional<PagePosition> end = Optional.empty();

  OldestFirst(Pages pages) {
    this.pages = pages;
    Optional<PagePosition> next = Optional.empty();
    do {
      begins.add(next);
      next = pages.after(next).next();
    } while (next.isPresent());
  }

  /// The next page, which may have nothing. Empty at the end.
  Optional<List<Task>> next() {
    if (begins.isEmpty()) {
      return Optional.empty();
    }
    Optional<PagePosition> begin = begins.removeLast();
    List<Task> found = new ArrayList<>();
    Optional<PagePosition> from = begin;
    do {
      TaskSlice slice = pages.after(from);
      slice.tasks().stream()
          .map(TaskSnapshot::task)
          .filter(task -> isWanted(PagePosition.after(task)))
          .forEach(found::add);
      from = slice.next();
    } while (from.filter(this::hasMore).isPresent());
    end = begin;
    return Optional.of(found.reversed());
  }

  /// The page after a position does not have the task there.
  private boolean isWanted(PagePosition task) {
    return end.isEmpty() || BY_AGE.compare(task, end.get()) >= 0;
  }

  private boolean hasMore(PagePosition from) {
    return end.isEmpty() || BY_AGE.compare(from, end.get()) > 0;
  }
}
