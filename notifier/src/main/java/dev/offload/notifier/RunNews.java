package dev.offload.notifier;

import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides who is told of what happens to a task before its end. Everything in a delivery follows
/// from the record, its id included, as with [Deliveries].
///
/// A record of progress does not have the task, so those that run are kept in memory, the latest of
/// them. Progress of others is not told.
final class RunNews {
  private static final int MOST_KEPT = 10_000;

  /// Progress that comes late says nothing.
  /// Until when a progress is worth telling: the next one says more.
  private static final Duration PROGRESS_LASTS = Duration.ofMinutes(1);

  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, RetryPolicy.Jitter.NONE);

  private final RetryPolicy retry;
  private final Map<TaskId, Task> running =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Task> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /// @param occasion what makes it the same delivery, if it is found twice
  private record Happening(String type, String occasion, Instant at) {}

  RunNews(RetryPolicy retry) {
    this.retry = retry;
  }

  /// `endpoints` are those of the task's tenant.
  List<SubmitTask> of(Task task, List<Endpoint> endpoints) {
    if (task.origin() != Origin.CLIENT) {
      return List.of();
    }
    keep(task, endpoints);
    return happening(task)
        .map(
            what ->
                deliveries(
                    what,
                    PublicTask.of(task, null),
                    task.tenant(),
                    endpoints,
                    retry,
                    Timing.atOnce(what.at())))
        .orElseGet(List::of);
  }

  List<SubmitTask> of(TaskProgress progress, List<Endpoint> endpoints) {
    Task task = running.get(progress.taskId());
    if (task == null) {
      return List.of();
    }
    Happening what =
        new Happening(
            EventPattern.PROGRESS, "progress " + progress.at().getEpochSecond(), progress.at());
    PublicTask body = PublicTask.of(task, progress.progress());
    Timing timing = new Timing(what.at(), null, what.at().plus(PROGRESS_LASTS));
    return deliveries(what, body, task.tenant(), endpoints, ONCE, timing);
  }

  private void keep(Task task, List<Endpoint> endpoints) {
    boolean isWanted =
        endpoints.stream().anyMatch(one -> one.terms().wants(EventPattern.PROGRESS, task.tags()));
    if (isWanted && task.state() == TaskState.RUNNING) {
      running.put(task.id(), task);
    } else {
      running.remove(task.id());
    }
  }

  private static Optional<Happening> happening(Task task) {
    if (task.attempts().isEmpty()) {
      return Optional.empty();
    }
    Attempt last = task.attempts().getLast();
    String run = " %d %s".formatted(last.number(), last.started());
    return switch (task.state()) {
      case RUNNING ->
          last.ended() == null
              ? Optional.of(new Happening(EventPattern.STARTED, "started" + run, last.started()))
              : Optional.empty();
      case RETRYING ->
          last.outcome() == Attempt.Outcome.FAILED || last.outcome() == Attempt.Outcome.LOST
              ? Optional.of(new Happening(EventPattern.RETRYING, "retrying" + run, last.ended()))
              : Optional.empty();
      case SCHEDULED, QUEUED, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Optional.empty();
    };
  }

  private static List<SubmitTask> deliveries(
      Happening what,
      PublicTask body,
      String tenant,
      List<Endpoint> endpoints,
      RetryPolicy policy,
      Timing timing) {
    String about = body.id().toString();
    return endpoints.stream()
        .filter(Endpoint::isActive)
        .filter(endpoint -> !what.at().isBefore(endpoint.createdAt()))
        .filter(endpoint -> endpoint.terms().wants(what.type(), body.tags()))
        .map(
            endpoint ->
                endpoint.delivery(
                    TaskId.derived(
                        tenant,
                        Delivery.TYPE,
                        about + " " + what.occasion(),
                        endpoint.id().toString()),
                    new Endpoint.News(
                        what.type(),
                        about,
                        Lineage.sequel(body.id()),
                        Json.MAPPER.valueToTree(new WebhookEvent(what.type(), what.at(), body))),
                    policy,
                    timing))
        .toList();
  }
}
