package dev.offload.notifier;

import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.Happening;
import dev.offload.schemas.notify.TaskStory;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides on the deliveries of a task's events to an endpoint that gets them in order. Each waits
/// until the one before it has ended, however it ends.
///
/// ```
/// task.started ◄── task.retrying ◄── task.started ◄── task.failed ◄── task.started ◄── …
/// ```
/// Starts and ends are read by different readers, and one may be behind. So whoever tells an event
/// tells those before it, too: the same deliveries as the other reader, of which the lifecycle
/// keeps the first. Earlier ends of a task that was run again are an exception: they are waited
/// for, and only their own reader tells them. What this process has told lately is not told again.
record InOrder(RetryPolicy retry, Told told) {
  /// How long starts and retries are told again. By then their deliveries have ended, and if
  /// they are forgotten, they would be sent again.
  private static final Duration TOLD_AGAIN = Duration.ofDays(3);

  /// The deliveries of the last thing that has happened to `task`, and of what came before it. None
  /// if the endpoint does not want the last one.
  List<SubmitTask> of(PublicTask task, Endpoint endpoint) {
    List<Happening> story = TaskStory.of(task).all();
    if (story.isEmpty()) {
      return List.of();
    }
    Happening last = story.getLast();
    List<Happening> wanted =
        story.stream()
            .filter(one -> endpoint.terms().wants(one.type(), task.tags()))
            .filter(one -> one.equals(last) || isInOrder(one, endpoint))
            .toList();
    if (wanted.isEmpty() || !wanted.getLast().equals(last)) {
      return List.of();
    }
    List<SubmitTask> deliveries = new ArrayList<>();
    Optional<Happening> before = Optional.empty();
    for (Happening one : wanted) {
      if (one.equals(last) || isToldAgain(one, endpoint, last.at())) {
        deliveries.add(delivery(one, task, endpoint, before));
      }
      before = Optional.of(one);
    }
    return deliveries;
  }

  private boolean isToldAgain(Happening one, Endpoint endpoint, Instant now) {
    return EventPattern.OF_RUNS.contains(one.type())
        && one.at().isAfter(now.minus(TOLD_AGAIN))
        && !told.has(delivery(one, endpoint));
  }

  /// What was before the order began may never have been told.
  private static boolean isInOrder(Happening one, Endpoint endpoint) {
    return !one.at().isBefore(endpoint.terms().orderedSince())
        && (endpoint.isActive() || !EventPattern.OF_RUNS.contains(one.type()));
  }

  private static TaskId delivery(Happening what, Endpoint endpoint) {
    return what.deliveryTo(endpoint.tenant(), endpoint.id());
  }

  private SubmitTask delivery(
      Happening what, PublicTask task, Endpoint endpoint, Optional<Happening> before) {
    return endpoint.delivery(
        delivery(what, endpoint),
        RunNews.news(
            what,
            task,
            before
                .map(former -> Lineage.inTurn(task.id(), delivery(former, endpoint), former.at()))
                .orElseGet(() -> Lineage.sequel(task.id()))),
        retry,
        Timing.atOnce(what.at()));
  }
}
