package dev.offload.ingest.route;

import dev.offload.ingest.flow.LimitBook;
import dev.offload.ingest.pause.Pauses;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.workers.WorkerSlots;
import dev.offload.schemas.command.SubmitTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What this replica knows about the queues and the limits, from the topics it reads and from
/// what it has done itself.
@ApplicationScoped
class QueueOutlook {

  private final Pauses pauses;
  private final LimitBook limits;
  private final WorkerSlots slots;
  private final TaskView view;
  private final DirectTasks direct;

  QueueOutlook(
      Pauses pauses, LimitBook limits, WorkerSlots slots, TaskView view, DirectTasks direct) {
    this.pauses = pauses;
    this.limits = limits;
    this.slots = slots;
    this.view = view;
    this.direct = direct;
  }

  /// The facts on which the route of `task` depends.
  RouteFacts facts(SubmitTask task, Instant now) {
    String queue = task.queue();
    return new RouteFacts(
        task.taskId().isDerived(),
        task.timing().waitsUntil(now).isPresent() || task.timing().debounce() != null,
        pauses.ofQueue(queue) || pauses.ofTenant(task.tenant()),
        limits.applyTo(task.tenant(), task.placement()),
        isRelated(task),
        view.waiting(queue) + direct.open(queue, now),
        view.waiting(queue, task.tenant()) + direct.open(queue, task.tenant()),
        slots.of(queue, now));
  }

  private static boolean isRelated(SubmitTask task) {
    return task.terms().group() != null
        || !task.spec().then().isEmpty()
        || !task.lineage().formers().isEmpty();
  }
}
