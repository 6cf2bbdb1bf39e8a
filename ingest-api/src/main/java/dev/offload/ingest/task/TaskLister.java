package dev.offload.ingest.task;

import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.PagePosition;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.waiting.WaitReasons;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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

  /// @throws ProblemException `invalid-parameter` for a cursor of another list, `unavailable` while
  ///     the view is being read
  public TaskPage list(TaskFilter filter, ListQuery query) {
    Page<TaskSnapshot> found = find(filter, query);
    return new TaskPage(found.map(reasons::listed), found.nextCursor());
  }

  /// The same tasks with all that is known of them.
  ///
  /// @throws ProblemException as [#list]
  public Page<TaskSnapshot> find(TaskFilter filter, ListQuery query) {
    PageCursor<PagePosition> cursor = TaskCursor.of(filter);
    Optional<PagePosition> after = query.after(cursor);
    if (!view.isCaughtUp()) {
      throw ProblemException.unavailable(
          "This replica is still reading the existing tasks.", config.retryAfter());
    }
    TaskSlice found = view.page(filter, after, query.limit());
    return new Page<>(found.tasks(), found.next().map(cursor::write).orElse(null));
  }
}
