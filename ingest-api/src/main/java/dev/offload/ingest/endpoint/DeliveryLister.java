package dev.offload.ingest.endpoint;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.deadletter.EndedTask;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskLister;
import dev.offload.ingest.task.TaskPage;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskFilter;
import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Lists the deliveries of an endpoint, and sends one again. A delivery is a task, whose tags say
/// what it delivers.
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
                  "one of " + String.join(", ", types()),
                  text -> Optional.of(text).filter(types()::contains))
              .described(more -> more.enumeration(List.copyOf(types())))
              .saying("Only events of this type."));
  private static final Member<TaskId> TASK =
      optional(
          "task",
          Kinds.text("tsk_ and a UUID", TaskId::tryParse)
              .as("TaskId")
              .saying("Only events about this task."));

  /// The parameters of the list.
  public static final Shape PARAMETERS = ListQuery.pagesOf(Shape.of(STATE, EVENT, TASK));

  private final TaskLister tasks;
  private final TaskSeeker seeker;
  private final EndedTask ended;

  DeliveryLister(TaskLister tasks, TaskSeeker seeker, EndedTask ended) {
    this.tasks = tasks;
    this.seeker = seeker;
    this.ended = ended;
  }

  private static List<String> types() {
    return Stream.of(EventPattern.OF_TASKS, EventPattern.OF_GROUPS, List.of(EventPattern.TEST))
        .flatMap(List::stream)
        .toList();
  }

  /// @throws ProblemException `invalid-parameter`
  DeliveryPage list(String tenant, EndpointId id, Map<String, List<String>> parameters) {
    ListQuery query = ListQuery.read(PARAMETERS, parameters);
    Given wanted = query.filter();
    Optional<String> event = wanted.get(EVENT);
    Optional<TaskId> task = wanted.get(TASK);
    String tag = task.map(TaskId::toString).or(() -> event).map(id::tag).orElseGet(id::tag);
    TaskPage page = tasks.list(filter(tenant, tag, wanted.get(STATE).orElse(null)), query);
    return new DeliveryPage(
        page.items().stream()
            .map(one -> DeliveryView.of(id, one))
            .filter(one -> event.isEmpty() || event.get().equals(one.event()))
            .toList(),
        page.nextCursor());
  }

  private static TaskFilter filter(String tenant, String tag, TaskState state) {
    return new TaskFilter(
        tenant, Origin.SYSTEM, Delivery.TYPE, state, tag, null, null, null, null, null);
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
