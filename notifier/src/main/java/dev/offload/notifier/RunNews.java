package dev.offload.notifier;

import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.Happening;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import dev.offload.worker.LatestOfTenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides who is told of what happens to a task before its end. Everything in a delivery follows
/// from the record, its id included, as with [Deliveries].
///
/// A record of progress does not have the task, so those that run are kept in memory, the latest of
/// them. Progress of others is not told.
final class RunNews {
  private static final int MOST_KEPT = 10_000;

  /// How long a progress is worth telling: the next one says more.
  private static final Duration PROGRESS_LASTS = Duration.ofMinutes(1);

  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, RetryPolicy.Jitter.NONE);

  private final RetryPolicy retry;
  private final Told told;
  private final LatestOfTenants<TaskId, Task> running = new LatestOfTenants<>(MOST_KEPT);

  RunNews(RetryPolicy retry, Told told) {
    this.retry = retry;
    this.told = told;
  }

  /// `endpoints` are those of the task's tenant.
  List<SubmitTask> of(Task task, List<Endpoint> endpoints) {
    if (task.origin() != Origin.CLIENT) {
      return List.of();
    }
    keep(task, endpoints);
    return happening(task)
        .map(what -> deliveries(what, PublicTask.of(task, null), endpoints))
        .orElseGet(List::of);
  }

  private List<SubmitTask> deliveries(Happening what, PublicTask task, List<Endpoint> endpoints) {
    return interested(what, task, endpoints)
        .flatMap(
            endpoint ->
                endpoint.terms().isOrdered()
                    ? new InOrder(retry, told).of(task, endpoint).stream()
                    : Stream.of(delivery(what, task, endpoint, retry, Timing.atOnce(what.at()))))
        .toList();
  }

  List<SubmitTask> of(TaskProgress progress, List<Endpoint> endpoints) {
    return running
        .find(progress.tenant(), progress.taskId())
        .map(task -> deliveries(progress, task, endpoints))
        .orElseGet(List::of);
  }

  private static List<SubmitTask> deliveries(
      TaskProgress progress, Task task, List<Endpoint> endpoints) {
    Happening what = Happening.progress(progress);
    PublicTask body = PublicTask.of(task, progress.progress());
    Timing timing = new Timing(what.at(), null, what.at().plus(PROGRESS_LASTS));
    return interested(what, body, endpoints)
        .map(endpoint -> delivery(what, body, endpoint, ONCE, timing))
        .toList();
  }

  private void keep(Task task, List<Endpoint> endpoints) {
    boolean isWanted =
        endpoints.stream().anyMatch(one -> one.terms().wants(EventPattern.PROGRESS, task.tags()));
    if (isWanted && task.state() == TaskState.RUNNING) {
      running.put(task.tenant(), task.id(), task);
    } else {
      running.remove(task.tenant(), task.id());
    }
  }

  private static Optional<Happening> happening(Task task) {
    if (task.attempts().isEmpty()) {
      return Optional.empty();
    }
    Attempt last = task.attempts().getLast();
    return switch (task.state()) {
      case RUNNING ->
          last.ended() == null ? Optional.of(Happening.started(task.id(), last)) : Optional.empty();
      case RETRYING ->
          last.outcome() == Attempt.Outcome.FAILED || last.outcome() == Attempt.Outcome.LOST
              ? Optional.of(Happening.retrying(task.id(), last))
              : Optional.empty();
      case SCHEDULED, QUEUED, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Optional.empty();
    };
  }

  private static Stream<Endpoint> interested(
      Happening what, PublicTask task, List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(Endpoint::isActive)
        .filter(endpoint -> !what.at().isBefore(endpoint.createdAt()))
        .filter(endpoint -> endpoint.terms().wants(what.type(), task.tags()));
  }

  private static SubmitTask delivery(
      Happening what, PublicTask body, Endpoint endpoint, RetryPolicy policy, Timing timing) {
    return endpoint.delivery(
        what.deliveryTo(endpoint.tenant(), endpoint.id()),
        news(what, body, Lineage.sequel(body.id())),
        policy,
        timing);
  }

  /// What an endpoint is told of something that has happened to a task.
  static Endpoint.News news(Happening what, PublicTask task, Lineage lineage) {
    return new Endpoint.News(
        what.type(),
        task.id().toString(),
        lineage,
        Json.MAPPER.valueToTree(new WebhookEvent(what.type(), what.at(), task)));
  }
}
