package dev.offload.ingest.task;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lists tasks page by page.
@ApplicationScoped
class TaskLister {
  private final TaskView view;
  private final LookupConfig config;

  TaskLister(TaskView view, LookupConfig config) {
    this.view = view;
    this.config = config;
  }

  /// @param cursor null: from the newest
  /// @throws ProblemException `invalid-parameter` for a cursor of another list, `unavailable` while
  ///     the view is being read
  TaskPage list(TaskFilter filter, String cursor, int limit) {
    PagePosition after = cursor == null ? null : position(filter, cursor);
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading what tasks there are.", config.retryAfter());
    }
    List<TaskSnapshot> found = view.page(filter, after, limit + 1);
    boolean isLast = found.size() <= limit;
    List<TaskSnapshot> page = isLast ? found : found.subList(0, limit);
    return new TaskPage(
        page.stream().map(TaskSnapshot::toPublic).toList(),
        isLast ? null : TaskCursor.spell(filter, PagePosition.after(page.getLast().task())));
  }

  private static PagePosition position(TaskFilter filter, String cursor) {
    return TaskCursor.parse(filter, cursor)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.INVALID_PARAMETER,
                    "cursor must be the nextCursor of an answer to the same query."));
  }
}
