package dev.offload.ingest.route;

import dev.offload.ingest.view.TaskListener;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The tasks that this replica has sent directly to workers and that the task view does not show
/// yet. Without them a burst would look like an empty queue while the view is behind.
@ApplicationScoped
public class DirectTasks implements TaskListener {

  /// After this time the cause is behind the view, not with the workers.
  static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(15);

  private final Map<String, OfQueue> queues = new ConcurrentHashMap<>();

  private record Sent(TaskId task, Instant at) {}

  /// @param open the tasks and their tenants
  /// @param ofTenant how many of them each tenant has
  private record OfQueue(
      Map<TaskId, String> open, Map<String, Integer> ofTenant, Queue<Sent> byAge) {

    void add(TaskId task, String tenant, Instant now) {
      if (open.put(task, tenant) == null) {
        ofTenant.merge(tenant, 1, Integer::sum);
      }
      byAge.add(new Sent(task, now));
    }

    void remove(TaskId task) {
      String tenant = open.remove(task);
      if (tenant != null) {
        ofTenant.computeIfPresent(tenant, (_, tasks) -> tasks == 1 ? null : tasks - 1);
      }
    }
  }

  void add(String queue, String tenant, TaskId task, Instant now) {
    ofQueue(queue).add(task, tenant, now);
  }

  void remove(String queue, TaskId task) {
    ofQueue(queue).remove(task);
  }

  int open(String queue, Instant now) {
    OfQueue ofQueue = ofQueue(queue);
    Instant limit = now.minus(FORGOTTEN_AFTER);
    for (Sent oldest = ofQueue.byAge().peek();
        oldest != null && isOver(ofQueue, oldest, limit);
        oldest = ofQueue.byAge().peek()) {
      ofQueue.byAge().remove(oldest);
      ofQueue.remove(oldest.task());
    }
    return ofQueue.open().size();
  }

  /// The same for `tenant` alone. [#open] forgets those that are too old.
  int open(String queue, String tenant) {
    return ofQueue(queue).ofTenant().getOrDefault(tenant, 0);
  }

  @Override
  public void changed(List<Task> tasks) {
    tasks.forEach(task -> remove(task.queue(), task.id()));
  }

  private static boolean isOver(OfQueue ofQueue, Sent sent, Instant limit) {
    return sent.at().isBefore(limit) || !ofQueue.open().containsKey(sent.task());
  }

  private OfQueue ofQueue(String queue) {
    return queues.computeIfAbsent(
        queue,
        _ ->
            new OfQueue(
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentLinkedQueue<>()));
  }
}
