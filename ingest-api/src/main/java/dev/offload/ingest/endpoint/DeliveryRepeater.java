package dev.offload.ingest.endpoint;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.membership.GroupFinder;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.notify.Happening;
import dev.offload.schemas.notify.TaskStory;
import dev.offload.schemas.notify.WebhookEvent;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Repeats deliveries that have succeeded, for receivers that have lost what they accepted. What
/// was sent is not kept. So it is made again from the task or the group that it was about, if that
/// has not gone on since.
@ApplicationScoped
class DeliveryRepeater {
  private final TaskSeeker tasks;
  private final GroupFinder groups;
  private final BoundedWriter writer;
  private final StorageGuard storage;
  private final Caller caller;
  private final InstantSource clock;
  private final SendingPace pace;

  DeliveryRepeater(
      TaskSeeker tasks,
      GroupFinder groups,
      BoundedWriter writer,
      StorageGuard storage,
      Caller caller,
      InstantSource clock,
      EndpointsConfig config) {
    this.tasks = tasks;
    this.groups = groups;
    this.writer = writer;
    this.storage = storage;
    this.caller = caller;
    this.clock = clock;
    this.pace = new SendingPace(config.repeatsPerHour(), "repeated deliveries");
  }

  /// @param delivered a delivery to `endpoint` that has succeeded
  /// @return the delivery that repeats it
  /// @throws ProblemException `not-replayable` if what was sent can't be made again, `not-found` if
  ///     what it was about is not kept any more, `rate-limited` if the tenant has to wait
  Task repeat(Endpoint endpoint, Task delivered) throws InterruptedException {
    DeliveryView shown = DeliveryView.of(endpoint.id(), delivered);
    WebhookEvent event = event(endpoint, shown);
    storage.requireRoomForWork();
    caller.call().check();
    Instant now = clock.instant();
    pace.take(endpoint.tenant(), now);
    TaskId original = TaskId.parse(shown.webhookId());
    SubmitTask repetition =
        endpoint.delivery(
            TaskId.fresh(now),
            new Endpoint.News(
                event.type(),
                event.data().subject().toString(),
                Lineage.sequel(original),
                Json.MAPPER.valueToTree(event),
                original),
            delivered.terms().retry(),
            Timing.atOnce(now));
    writer.write(Topics.COMMANDS, repetition.taskId().toString(), repetition);
    return repetition.begunAt(now);
  }

  private WebhookEvent event(Endpoint endpoint, DeliveryView delivered)
      throws InterruptedException {
    if (delivered.task() != null) {
      PublicTask task = tasks.seek(endpoint.tenant(), delivered.task()).toPublic();
      return event(endpoint, task, TaskId.parse(delivered.webhookId()));
    }
    if (delivered.group() != null) {
      PublicGroup group = PublicGroup.of(groups.seek(endpoint.tenant(), delivered.group()));
      if (group.hasEnded() && group.event().equals(delivered.event())) {
        return new WebhookEvent(group.event(), group.facts().times().finishedAt(), group);
      }
      throw gone("The group has gone on since");
    }
    throw gone("It tells of no task and no group");
  }

  /// Which event a delivery told follows from its id. An earlier end can't be told again: the task
  /// shows the last one only.
  private static WebhookEvent event(Endpoint endpoint, PublicTask task, TaskId delivery) {
    List<Happening> story = TaskStory.of(task).all();
    return story.stream()
        .filter(one -> one.deliveryTo(endpoint.tenant(), endpoint.id()).equals(delivery))
        .filter(one -> EventPattern.OF_RUNS.contains(one.type()) || one.equals(story.getLast()))
        .findFirst()
        .map(one -> new WebhookEvent(one.type(), one.at(), task))
        .orElseThrow(() -> gone("The task has gone on since"));
  }

  private static ProblemException gone(String why) {
    return ProblemException.of(
        ProblemCode.NOT_REPLAYABLE, why + ", so what was delivered can't be made again.");
  }
}
