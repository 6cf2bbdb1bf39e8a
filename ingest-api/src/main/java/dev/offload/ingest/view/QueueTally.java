package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many tasks that have not ended each tenant, queue and state has. It is kept up to date, so
/// that no submission has to count.
final class QueueTally {

  /// Where a task that has not ended is counted.
  record Place(String queue, String tenant, TaskState state) {

    /// Null for a task that has ended, which is counted nowhere.
    static Place of(Task task) {
      return task.state().hasEnded() ? null : new Place(task.queue(), task.tenant(), task.state());
    }
  }

  private final Map<Place, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Integer> queued = new ConcurrentHashMap<>();

  QueueTally(Collection<StateCount> counts) {
    counts.forEach(one -> add(new Place(one.queue(), one.tenant(), one.state()), one.count()));
  }

  /// Moves a task from one place to another. Null means nowhere.
  void move(Place from, Place to) {
    if (from != null) {
      add(from, -1);
    }
    if (to != null) {
      add(to, 1);
    }
  }

  int queued(String queue) {
    return queued.getOrDefault(queue, 0);
  }

  int queued(String queue, String tenant) {
    return counts.getOrDefault(new Place(queue, tenant, TaskState.QUEUED), 0);
  }

  List<StateCount> counts() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new StateCount(
                    entry.getKey().queue(),
                    entry.getKey().tenant(),
                    entry.getKey().state(),
                    entry.getValue()))
        .toList();
  }

  private void add(Place place, int many) {
    counts.merge(place, many, QueueTally::sumOrGone);
    if (place.state() == TaskState.QUEUED) {
      queued.merge(place.queue(), many, QueueTally::sumOrGone);
    }
  }

  private static Integer sumOrGone(int one, int other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
  }
}
