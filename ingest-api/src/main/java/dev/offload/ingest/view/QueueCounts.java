package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many tasks that have not ended each tenant, queue and state has. It is kept up to date, so
/// that no submission has to count.
final class QueueCounts {

  /// Where a task that has not ended is counted.
  ///
  /// @param reason why it waits, as far as its record says; null if it does not
  record Place(String queue, String tenant, TaskState state, Reason reason) {

    /// Null for a task that has ended, which is counted nowhere.
    static Place of(Task task) {
      return task.state().hasEnded()
          ? null
          : new Place(task.queue(), task.tenant(), task.state(), reason(task));
    }

    /// Null if the record does not say why the task waits.
    static Reason reason(Task task) {
      return task.waitingFor() == null ? null : task.waitingFor().reason();
    }
  }

  /// The reasons that a record of a queued task can name.
  private static final List<Reason> OF_QUEUED = Arrays.asList(null, Reason.TURN, Reason.LIMIT);

  private final Map<Place, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Integer> queued = new ConcurrentHashMap<>();

  QueueCounts(Collection<StateCount> counts) {
    counts.forEach(
        one -> add(new Place(one.queue(), one.tenant(), one.state(), one.reason()), one.count()));
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
    int sum = 0;
    for (Reason reason : OF_QUEUED) {
      sum += counts.getOrDefault(new Place(queue, tenant, TaskState.QUEUED, reason), 0);
    }
    return sum;
  }

  List<StateCount> counts() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new StateCount(
                    entry.getKey().queue(),
                    entry.getKey().tenant(),
                    entry.getKey().state(),
                    entry.getKey().reason(),
                    entry.getValue()))
        .toList();
  }

  private void add(Place place, int many) {
    counts.merge(place, many, QueueCounts::sumOrGone);
    if (place.state() == TaskState.QUEUED) {
      queued.merge(place.queue(), many, QueueCounts::sumOrGone);
    }
  }

  private static Integer sumOrGone(int one, int other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
  }
}
