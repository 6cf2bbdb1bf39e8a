package dev.offload.worker.runtime;

import dev.offload.kafka.setup.ShareGroupLimits;
import dev.offload.worker.TaskHandler;
import dev.offload.worker.TaskHandler.Load;
import dev.offload.worker.loop.QueuePlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Makes the plan of a queue, from its configuration and the handlers of this process.
final class QueuePlanner {
  private static final int SLOTS_FOR_WAITING = 256;

  private final WorkerConfig config;
  private final Map<String, TaskHandler> handlers = new HashMap<>();
  private final int cores;

  QueuePlanner(WorkerConfig config, Collection<TaskHandler> handlers, int cores) {
    this.config = config;
    this.cores = cores;
    for (TaskHandler handler : handlers) {
      TaskHandler other = this.handlers.put(handler.type(), handler);
      if (other != null) {
        throw new IllegalArgumentException(
            "task type %s must have one handler, has %s and %s"
                .formatted(handler.type(), other.getClass(), handler.getClass()));
      }
    }
  }

  /// Throws if a queue of `config` lacks a handler.
  static void check(WorkerConfig config, Collection<TaskHandler> handlers) {
    QueuePlanner planner = new QueuePlanner(config, handlers, 1);
    config.queues().keySet().forEach(planner::handlers);
  }

  private Map<String, TaskHandler> handlers(String queue) {
    Map<String, TaskHandler> byType = new HashMap<>();
    for (String type : config.queues().get(queue).types().orElse(List.of(queue))) {
      byType.put(type, handler(queue, type));
    }
    return byType;
  }

  QueuePlan plan(String queue, ShareGroupLimits limits) {
    WorkerConfig.Queue settings = config.queues().get(queue);
    Map<String, TaskHandler> byType = handlers(queue);
    int slots = settings.slots().orElseGet(() -> slots(byType.values()));
    return new QueuePlan(
        queue,
        slots,
        settings.batch().orElseGet(() -> batch(slots, settings.sharedByTenant())),
        settings.sharedByTenant(),
        config.tellAfter(),
        config.claimAfter(),
        limits.lock(),
        limits.deliveries(),
        byType);
  }

  private TaskHandler handler(String queue, String type) {
    TaskHandler handler = handlers.get(type);
    if (handler == null) {
      throw new IllegalArgumentException(
          "offload.worker.queues.%s needs a handler for type %s, but this process has only %s: name its types in offload.worker.queues.%s.types, or add the handler's jar"
              .formatted(queue, type, new TreeSet<>(handlers.keySet()), queue));
    }
    return handler;
  }

  /// If tenants share the slots, a batch is as many as one tenant alone may have. So short tasks of
  /// one tenant are not postponed, and those of other tenants are reached with few polls.
  private static int batch(int slots, boolean sharedByTenant) {
    return Math.max(1, slots / (sharedByTenant ? 2 : 4));
  }

  private int slots(Collection<TaskHandler> served) {
    boolean burnsCpu = served.stream().anyMatch(handler -> handler.load() == Load.CPU);
    return burnsCpu ? cores : SLOTS_FOR_WAITING;
  }
}
