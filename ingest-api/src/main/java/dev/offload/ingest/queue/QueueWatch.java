package dev.offload.ingest.queue;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.offload.ingest.pause.Pauses;
import dev.offload.ingest.queue.WaitCounts.Counter;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.view.StateCount;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.ingest.workers.HandOuts;
import dev.offload.ingest.workers.WorkerSlots;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.work.WorkerStatus;
import dev.offload.schemas.work.WorkerStatus.QueueSlots;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What this replica knows about queues, from the task view and the topics it reads whole.
@ApplicationScoped
class QueueWatch {
  /// How many tenants of a queue are listed.
  static final int MOST_TENANTS = 20;

  private static final double MILLIS = 1000;

  private static final Comparator<Map.Entry<String, Counter>> MOST_FIRST =
      Comparator.comparing((Map.Entry<String, Counter> one) -> one.getValue().total())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private final TaskTypes types;
  private final TaskView view;
  private final WorkerSlots workers;
  private final HandOuts handOuts;
  private final Pauses pauses;
  private final EndRates rates;
  private final WaitReasons reasons;

  QueueWatch(
      TaskTypes types,
      TaskView view,
      WorkerSlots workers,
      HandOuts handOuts,
      Pauses pauses,
      EndRates rates,
      WaitReasons reasons) {
    this.types = types;
    this.view = view;
    this.workers = workers;
    this.handOuts = handOuts;
    this.pauses = pauses;
    this.rates = rates;
    this.reasons = reasons;
  }

  /// The queues that belong to types, that workers serve, or in which tasks wait. The last two
  /// include system queues such as `webhook`.
  SortedSet<String> names(Instant now) {
    SortedSet<String> names = new TreeSet<>(types.queues());
    workers.live(now).forEach(worker -> worker.queues().forEach(one -> names.add(one.queue())));
    view.counts().forEach(count -> names.add(count.queue()));
    return names;
  }

  List<QueueStatus> all(Viewer viewer, Instant now) {
    List<StateCount> counts = view.counts();
    return names(now).stream().map(queue -> status(queue, counts, viewer, now)).toList();
  }

  Optional<QueueStatus> find(String queue, Viewer viewer, Instant now) {
    return names(now).contains(queue)
        ? Optional.of(status(queue, view.counts(), viewer, now))
        : Optional.empty();
  }

  private QueueStatus status(String queue, List<StateCount> all, Viewer viewer, Instant now) {
    List<StateCount> counts =
        all.stream()
            .filter(count -> count.queue().equals(queue) && viewer.counts(count.tenant()))
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
        waiting(counts).counts(),
        viewer.tellsApart() ? tenants(counts) : null,
        viewer.seesAll() ? demand(serving, queue, counts) : null,
        oldestAge(queue, counts, now),
        serving.size(),
        workers.of(queue, now),
        rates.of(queue, viewer::counts, now),
        pauses.ofQueue(queue),
        handOuts.isStuck(queue));
  }

  /// Workers say what they run: a task that waits for its children counts as running, but has no
  /// slot.
  private int demand(List<WorkerStatus> serving, String queue, List<StateCount> counts) {
    int running =
        serving.stream()
            .flatMap(worker -> worker.queues().stream())
            .filter(one -> one.queue().equals(queue))
            .mapToInt(QueueSlots::running)
            .sum();
    int waiting = counts.stream().filter(reasons::lackOnlyASlot).mapToInt(StateCount::count).sum();
    return running + waiting;
  }

  private List<WaitingTenant> tenants(List<StateCount> counts) {
    return counts.stream()
        .filter(count -> count.state() != TaskState.RUNNING)
        .collect(groupingBy(StateCount::tenant, collectingAndThen(toList(), this::waiting)))
        .entrySet()
        .stream()
        .sorted(MOST_FIRST)
        .limit(MOST_TENANTS)
        .map(one -> new WaitingTenant(one.getKey(), one.getValue().counts()))
        .toList();
  }

  private Counter waiting(List<StateCount> counts) {
    Counter waiting = new Counter();
    for (StateCount count : counts) {
      reasons.of(count).ifPresent(reason -> waiting.add(reason, count.count()));
    }
    return waiting;
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
