package dev.offload.ingest.queue;

import dev.offload.ingest.pause.Pauses;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.view.StateCount;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What this replica knows about queues, from the task view and the topics it reads whole.
@ApplicationScoped
class QueueWatch {
  private static final double MILLIS = 1000;

  private final TaskTypes types;
  private final TaskView view;
  private final WorkerSlots workers;
  private final Pauses pauses;
  private final EndRates rates;

  QueueWatch(TaskTypes types, TaskView view, WorkerSlots workers, Pauses pauses, EndRates rates) {
    this.types = types;
    this.view = view;
    this.workers = workers;
    this.pauses = pauses;
    this.rates = rates;
  }

  /// The queues that belong to types, that workers serve, or in which tasks wait. The last two
  /// include system queues such as `webhook`.
  SortedSet<String> names(Instant now) {
    SortedSet<String> names = new TreeSet<>(types.queues());
    workers.live(now).forEach(worker -> worker.queues().forEach(one -> names.add(one.queue())));
    view.counts().forEach(count -> names.add(count.queue()));
    return names;
  }

  /// `tenant` says whose tasks count.
  List<QueueStatus> all(Predicate<String> tenant, Instant now) {
    List<StateCount> counts = view.counts();
    return names(now).stream().map(queue -> status(queue, counts, tenant, now)).toList();
  }

  Optional<QueueStatus> find(String queue, Predicate<String> tenant, Instant now) {
    return names(now).contains(queue)
        ? Optional.of(status(queue, view.counts(), tenant, now))
        : Optional.empty();
  }

  private QueueStatus status(
      String queue, List<StateCount> all, Predicate<String> tenant, Instant now) {
    List<StateCount> counts =
        all.stream()
            .filter(count -> count.queue().equals(queue) && tenant.test(count.tenant()))
            .toList();
    List<WorkerStatus> serving =
        workers.live(now).stream()
            .filter(worker -> worker.queues().stream().anyMatch(one -> one.queue().equals(queue)))
            .toList();
    return new QueueStatus(
        queue,
        sum(counts, TaskState.QUEUED),
        sum(counts, TaskState.RUNNING),
        sum(counts, TaskState.SCHEDULED),
        sum(counts, TaskState.RETRYING),
        oldestAge(queue, counts, now),
        serving.size(),
        workers.of(queue, now),
        rates.of(queue, tenant, now),
        pauses.ofQueue(queue));
  }

  private double oldestAge(String queue, List<StateCount> counts, Instant now) {
    return counts.stream()
        .filter(count -> count.state() == TaskState.QUEUED)
        .flatMap(count -> view.oldestQueued(count.tenant(), queue).stream())
        .min(Instant::compareTo)
        .map(oldest -> Math.max(0, Duration.between(oldest, now).toMillis()) / MILLIS)
        .orElse(0.0);
  }

  private static int sum(List<StateCount> counts, TaskState state) {
    return counts.stream()
        .filter(count -> count.state() == state)
        .mapToInt(StateCount::count)
        .sum();
  }
}
