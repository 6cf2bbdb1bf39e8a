package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.Finding;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.task.TaskFinder;
import dev.offload.ingest.types.InputSchema.TaskList;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tasks that an input names by their ids because it needs what they have found. The new task
/// waits for them as a line of a batch waits for others, and each id becomes an object with a
/// reference. The schema of the type says where that is so.
///
/// ```
/// "compareTo": ["tsk_1"]
///   ─► "compareTo": [{"task": "tsk_1", "faces": {"$from": "/tsk_1/result/faces"}}]
///      "after": ["tsk_1"]
/// ```
@ApplicationScoped
public class InputTasks {
  /// How much longer an id becomes.
  private static final int BYTES_MORE = 100;

  private final TaskTypes types;
  private final TaskView view;
  private final TaskFinder finder;
  private final LookupConfig config;

  InputTasks(TaskTypes types, TaskView view, TaskFinder finder, LookupConfig config) {
    this.types = types;
    this.view = view;
    this.finder = finder;
    this.config = config;
  }

  /// An id in an input.
  ///
  /// @param items the list that it is in
  private record NamedTask(TaskList list, ArrayNode items, int index, TaskId task) {
    String pointer() {
      return "%s%s/%d".formatted(Inputs.INPUT, list.pointer(), index);
    }
  }

  /// The tasks that the body of a submission names and that this replica does not know.
  public Set<TaskId> unknown(String tenant, JsonNode body) {
    Set<TaskId> unknown = new LinkedHashSet<>();
    for (NamedTask one : named(body)) {
      if (view.find(tenant, one.task).isEmpty()) {
        unknown.add(one.task);
      }
    }
    return unknown;
  }

  /// Waits until this replica knows `tasks`. Those that it does not know then do not exist.
  ///
  /// @throws ProblemException `unavailable` if that is not certain
  public void await(String tenant, Set<TaskId> tasks) throws InterruptedException {
    for (TaskId task : tasks) {
      if (finder.find(tenant, task) instanceof Finding.Undecided) {
        throw ProblemException.unavailable(
            "Task %s may have been accepted, but this replica does not know it yet."
                .formatted(task),
            config.retryAfter());
      }
    }
  }

  /// The request for a task that waits for those that its input names. The JSON of `request` is
  /// changed.
  ///
  /// @throws ProblemException `invalid-task` if this replica does not know one of them
  public SubmitRequest resolved(SubmitRequest request) {
    JsonNode body = request.body().json();
    List<NamedTask> named = named(body);
    if (named.isEmpty() || saysAfterItself(request)) {
      return request;
    }
    requireKnown(request.tenant(), named);
    List<Former> formers = new ArrayList<>(request.formers());
    for (NamedTask one : named) {
      Former former = new Former(one.task.toString(), one.task);
      if (!formers.contains(former)) {
        formers.add(former);
      }
      one.items.set(one.index, withReference(one));
    }
    ArrayNode after = ((ObjectNode) body).putArray(AfterBody.AFTER.name());
    formers.forEach(former -> after.add(former.name()));
    return new SubmitRequest(
        request.tenant(),
        AfterBody.SHAPE,
        new JsonBody(body, request.body().size() + BYTES_MORE * named.size()),
        request.idempotencyKey(),
        request.traceparent(),
        formers);
  }

  /// Only a line of a batch can say what it waits for. Elsewhere that is a mistake, to be found
  /// with all others.
  private static boolean saysAfterItself(SubmitRequest request) {
    return request.formers().isEmpty() && request.body().json().has(AfterBody.AFTER.name());
  }

  private void requireKnown(String tenant, List<NamedTask> named) {
    Faults faults = new Faults();
    for (NamedTask one : named) {
      if (view.find(tenant, one.task).isEmpty()) {
        faults.add(one.pointer(), "must be the id of a task");
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
  }

  private static ObjectNode withReference(NamedTask one) {
    ObjectNode object = one.items.objectNode();
    object.put("task", one.task.toString());
    object
        .putObject(one.list.member())
        .put(References.MEMBER, "/%s%s".formatted(one.task, one.list.found()));
    return object;
  }

  /// A list that is longer than it may be is left to the schema.
  private List<NamedTask> named(JsonNode body) {
    List<NamedTask> named = new ArrayList<>();
    for (TaskList list : lists(body)) {
      if (body.path(TaskBody.INPUT.name()).at(list.pointer()) instanceof ArrayNode items
          && items.size() <= Former.MOST) {
        for (int i = 0; i < items.size(); i++) {
          Optional<TaskId> task = TaskId.tryParse(items.path(i).textValue());
          if (task.isPresent()) {
            named.add(new NamedTask(list, items, i, task.get()));
          }
        }
      }
    }
    return named;
  }

  private List<TaskList> lists(JsonNode body) {
    return types
        .find(body.path(TaskBody.TYPE.name()).asText())
        .map(type -> type.schema().taskLists())
        .orElseGet(List::of);
  }
}
