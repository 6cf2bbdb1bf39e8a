package dev.offload.notifier;

import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// The deliveries of starts and retries that Kafka has acknowledged lately, so that an ordered
/// endpoint's are not asked for with each event that follows. Whatever is forgotten is asked for
/// again.
@ApplicationScoped
class Told {
  private static final int MOST = 100_000;

  private final Map<TaskId, Boolean> deliveries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Boolean> eldest) {
          return size() > MOST;
        }
      };

  synchronized boolean has(TaskId delivery) {
    return deliveries.get(delivery) != null;
  }

  /// Kafka has acknowledged it.
  synchronized void add(TaskId delivery) {
    deliveries.put(delivery, true);
  }
}
