package dev.offload.ingest.endpoint;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.deadletter.EndedTask;
import dev.offload.ingest.deadletter.SweepAnswer;
import dev.offload.ingest.deadletter.Sweeper;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskLister;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the deliveries of an endpoint, and sends one or all that failed again. A delivery is
/// a task, whose tags say what it delivers.
@ApplicationScoped
public class DeliveryLister {
  private static final Member<TaskState> STATE =
      optional(
          "state",
          Kinds.choice(List.of(TaskState.values()))
              .saying("Only deliveries in this state. The default is all."));
  private static final Member<String> EVENT =
      optional(
          "event",
          Kinds.text(
                  "one of " + String.join(", ", EventPattern.SENT),
                  text -> Optional.of(text).filter(EventPattern.SENT::contains))
              .described(more -> more.enumeration(List.copyOf(EventPattern.SENT)))
              .saying("Only events of this type."));
  private static final Member<TaskId> TASK =
      optional(
          "task",
          Kinds.text("tsk_ and a UUID", TaskId::tryParse)
              .as("TaskId")
              .saying("Only events about this task."));

  private static final Member<GroupId> GROUP =
      optional(
          "group",
          Kinds.text("grp_ and a UUID", GroupId::tryParse)
              .as("GroupId")
              .saying("Only events about this group."));

  /// The parameters of the list.
  public static final Shape PARAMETERS = ListQuery.pagesOf(Shape.of(STATE, EVENT, TASK, GROUP));

  private final TaskLister tasks;
  private final TaskSeeker seeker;
  private final EndedTask ended;
  private final Sweeper sweeper;
  private final DeliveryRepeater repeater;

  DeliveryLister(
      TaskLister tasks,
      TaskSeeker seeker,
      EndedTask ended,
      Sweeper sweeper,
      DeliveryRepeater repeater) {
    this.tasks = tasks;
    this.seeker = seeker;
    this.ended = ended;
    this.sweeper = sweeper;
    this.repeater = repeater;
  }

  /// @throws ProblemException `invalid-parameter`
  static ListQuery query(Map<String, List<String>> parameters) {
    return ListQuery.read(PARAMETERS, parameters);
  }

  DeliveryPage list(String tenant, EndpointId id, ListQuery query) {
    Given wanted = query.filter();
    Optional<String> event = wanted.get(EVENT);
    Optional<String> task = wanted.get(TASK).map(TaskId::toString);
    Optional<String> group = wanted.get(GROUP).map(GroupId::toString);
    String tag = task.or(() -> group).or(() -> event).map(id::tag).orElseGet(id::tag);
    Page<TaskSnapshot> page = tasks.find(filter(tenant, tag, wanted.get(STATE)), query);
    return new DeliveryPage(
        page.items().stream()
            .map(one -> DeliveryView.of(id, one.task()))
            .filter(one -> event.isEmpty() || event.get().equals(one.event()))
            .filter(one -> group.isEmpty() || group.get().equals(one.group()))
            .toList(),
        page.nextCursor());
  }

  /// Sends again what could not be delivered to an endpoint, oldest first.
  RecoveryAnswer recover(String tenant, EndpointId id, Recovery wanted)
      throws InterruptedException {
    TaskFilter failed =
        filter(tenant, id.tag(), Optional.of(TaskState.FAILED))
            .with(madeSince(wanted.since()))
            .with(wanted.until().map(TaskFilter.CreatedBefore::new));
    if (wanted.isDryRun()) {
      return new RecoveryAnswer(sweeper.count(failed, task -> isLasting(id, task)), null);
    }
    SweepAnswer swept = sweeper.retry(failed, task -> isLasting(id, task), wanted::pause);
    return new RecoveryAnswer(swept.tasks(), swept.lastAt());
  }

  /// Whether what a delivery tells is still of use later.
  private static boolean isLasting(EndpointId id, Task delivery) {
    return !EventPattern.PASSING.contains(DeliveryView.event(id, delivery));
  }

  /// At that time or after it: times have nanoseconds.
  private static TaskFilter.CreatedAfter madeSince(Instant time) {
    return new TaskFilter.CreatedAfter(time.minusNanos(1));
  }

  private static TaskFilter filter(String tenant, String tag, Optional<TaskState> state) {
    return TaskFilter.of(tenant, Origin.SYSTEM)
        .with(new TaskFilter.OfType(Delivery.TYPE))
        .with(new TaskFilter.Tagged(tag))
        .with(state.map(TaskFilter.InState::new));
  }

  /// Sends a delivery again, with the same webhook-id: the same one if it has failed, and otherwise
  /// one that repeats it.
  ///
  /// @throws ProblemException `not-found` unless it is a delivery to this endpoint, `not-finished`
  ///     if it is under way, `not-replayable` if what it tells is out of date
  DeliveryView resend(Endpoint endpoint, String delivery) throws InterruptedException {
    String tenant = endpoint.tenant();
    EndpointId id = endpoint.id();
    Task task = seeker.seek(tenant, delivery).task();
    if (task.origin() != Origin.SYSTEM
        || !task.placement().type().equals(Delivery.TYPE)
        || !task.tags().contains(id.tag())) {
      throw ProblemException.notFound("delivery");
    }
    if (task.state().hasEnded() && !isLasting(id, task)) {
      throw ProblemException.of(
          ProblemCode.NOT_REPLAYABLE,
          "Deliveries of %s are not sent again, since they soon tell nothing new."
              .formatted(DeliveryView.event(id, task)));
    }
    Task again =
        task.state() == TaskState.SUCCEEDED
            ? repeater.repeat(endpoint, task)
            : ended.retry(tenant, delivery, _ -> null).task();
    return DeliveryView.of(id, again);
  }
}
