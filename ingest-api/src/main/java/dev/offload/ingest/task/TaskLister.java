package dev.offload.ingest.task;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.schemas.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;

/// Lists tasks page by page.
@ApplicationScoped
public class TaskLister {
  private final TaskView view;
  private final WaitReasons reasons;
  private final LookupConfig config;

  TaskLister(TaskView view, WaitReasons reasons, LookupConfig config) {
    this.view = view;
    this.reasons = reasons;
    this.config = config;
  }

  /// @param cursor null to start with the newest
  /// @throws ProblemException `invalid-parameter` for a cursor of another list, `unavailable` while
  ///     the view is being read
  public TaskPage list(TaskFilter filter, String cursor, int limit) {
    PagePosition after = cursor == null ? null : position(filter, cursor);
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing tasks.", config.retryAfter());
    }
    TaskSlice found = view.page(filter, after, limit);
    return new TaskPage(
        found.tasks().stream().map(reasons::listed).toList(),
        found.next().map(next -> TaskCursor.spell(filter, next)).orElse(null));
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
