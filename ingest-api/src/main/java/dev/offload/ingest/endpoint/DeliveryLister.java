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
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskLister;
import dev.offload.ingest.task.TaskPage;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import jakarta.enterprise.context.ApplicationScoped;
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

  DeliveryLister(TaskLister tasks, TaskSeeker seeker, EndedTask ended, Sweeper sweeper) {
    this.tasks = tasks;
    this.seeker = seeker;
    this.ended = ended;
    this.sweeper = sweeper;
  }

  /// @throws ProblemException `invalid-parameter`
  DeliveryPage list(String tenant, EndpointId id, Map<String, List<String>> parameters) {
    ListQuery query = ListQuery.read(PARAMETERS, parameters);
    Given wanted = query.filter();
    Optional<String> event = wanted.get(EVENT);
    Optional<String> task = wanted.get(TASK).map(TaskId::toString);
    Optional<String> group = wanted.get(GROUP).map(GroupId::toString);
    String tag = task.or(() -> group).or(() -> event).map(id::tag).orElseGet(id::tag);
    TaskPage page = tasks.list(filter(tenant, tag, wanted.get(STATE)), query);
    return new DeliveryPage(
        page.items().stream()
            .map(one -> DeliveryView.of(id, one))
            .filter(one -> event.isEmpty() || event.get().equals(one.event()))
            .filter(one -> group.isEmpty() || group.get().equals(one.group()))
            .toList(),
        page.nextCursor());
  }

  /// Sends again what could not be delivered to an endpoint.
  RecoveryAnswer recover(String tenant, EndpointId id, Recovery wanted)
      throws InterruptedException {
    TaskFilter failed =
        filter(tenant, id.tag(), Optional.of(TaskState.FAILED))
            .with(new TaskFilter.CreatedAfter(wanted.since()))
            .with(wanted.until().map(TaskFilter.CreatedBefore::new));
    if (wanted.isDryRun()) {
      return new RecoveryAnswer(sweeper.count(failed), null);
    }
    SweepAnswer swept = sweeper.retry(failed, wanted::pause);
    return new RecoveryAnswer(swept.tasks(), swept.lastAt());
  }

  private static TaskFilter filter(String tenant, String tag, Optional<TaskState> state) {
    return TaskFilter.of(tenant, Origin.SYSTEM)
        .with(new TaskFilter.OfType(Delivery.TYPE))
        .with(new TaskFilter.Tagged(tag))
        .with(state.map(TaskFilter.InState::new));
  }

  /// Sends again what was not delivered, with the same webhook-id.
  ///
  /// @throws ProblemException `not-found` unless it is a delivery to this endpoint
  DeliveryView resend(String tenant, EndpointId id, String delivery) throws InterruptedException {
    PublicTask task = seeker.seek(tenant, delivery).toPublic();
    if (task.origin() != Origin.SYSTEM
        || !task.placement().type().equals(Delivery.TYPE)
        || !task.tags().contains(id.tag())) {
      throw ProblemException.notFound("delivery");
    }
    return DeliveryView.of(id, ended.retry(tenant, delivery, _ -> null));
  }
}
