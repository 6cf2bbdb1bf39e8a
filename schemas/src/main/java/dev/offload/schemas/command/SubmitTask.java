package dev.offload.schemas.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.Traced;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.Placed;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import dev.offload.schemas.task.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A new task. On `offload.direct.<queue>` it is also the first work item. On the wire it is
/// flat.
///
/// @param flaw why it can't be run, so that it ends at once as failed; null if it can
/// @param bodyHash the hash of the body, to compare submissions with the same idempotency key;
///     null without a key
/// @param traceparent the W3C trace context; null if there is none
/// @param datedThen whether `createdAt` goes into the ids of its successors. It does not if there
///     are none, or if an older release wrote this. Those successors keep their ids
@JsonPropertyOrder({
  "taskId",
  "tenant",
  "type",
  "queue",
  "input",
  "createdAt",
  "runAt",
  "expiresAt",
})
public record SubmitTask(
    TaskId taskId,
    String tenant,
    @JsonUnwrapped TaskSpec spec,
    @JsonUnwrapped Timing timing,
    @JsonUnwrapped Lineage lineage,
    TaskError flaw,
    String bodyHash,
    String traceparent,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean datedThen)
    implements TaskCommand, Placed, Traced {

  public SubmitTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.present(spec, "spec");
    Require.present(timing, "timing");
    Require.present(lineage, "lineage");
  }

  /// A task of this release.
  public SubmitTask(
      TaskId taskId,
      String tenant,
      TaskSpec spec,
      Timing timing,
      Lineage lineage,
      TaskError flaw,
      String bodyHash,
      String traceparent) {
    this(
        taskId, tenant, spec, timing, lineage, flaw, bodyHash, traceparent, !spec.then().isEmpty());
  }

  /// A task that can be run.
  public SubmitTask(
      TaskId taskId,
      String tenant,
      TaskSpec spec,
      Timing timing,
      Lineage lineage,
      String bodyHash,
      String traceparent) {
    this(taskId, tenant, spec, timing, lineage, null, bodyHash, traceparent);
  }

  /// A task that a client submits to run at once, without an idempotency key.
  public static SubmitTask fromClient(
      TaskId taskId, String tenant, TaskSpec spec, Instant createdAt) {
    return new SubmitTask(
        taskId, tenant, spec, Timing.atOnce(createdAt), Lineage.client(), null, null);
  }

  /// The same task, to be run at another time.
  public SubmitTask runAt(Instant time) {
    return new SubmitTask(
        taskId, tenant, spec, timing.runAt(time), lineage, flaw, bodyHash, traceparent, datedThen);
  }

  /// The task as its client sees it first, at `now`.
  public Task begunAt(Instant now) {
    if (!lineage.formers().isEmpty()) {
      return begun(TaskState.SCHEDULED, new WaitingFor.Tasks(), null);
    }
    return timing
        .debounceIfAny()
        .map(debounce -> new WaitingFor.Debounce(now.plus(debounce.quiet())))
        .map(reason -> begun(TaskState.SCHEDULED, reason, null))
        .orElseGet(() -> begun(timing.waitsUntil(now)));
  }

  /// The task before anything has happened to it. The client sees it first, and the lifecycle
  /// begins with it.
  ///
  /// @param waitsUntil when it will be handed out; empty for at once
  public Task begun(Optional<Instant> waitsUntil) {
    TaskState state = waitsUntil.isPresent() ? TaskState.SCHEDULED : TaskState.QUEUED;
    return begun(state, null, waitsUntil.orElse(null));
  }

  private Task begun(TaskState state, WaitingFor reason, Instant runAt) {
    return new Task(
        new TaskFacts(
            taskId,
            placement(),
            state,
            1,
            lineage.origin(),
            lineage.relatives(Successor.refs(spec.then(), this::successorId)),
            reason,
            TaskTimes.waiting(timing.createdAt(), Optional.ofNullable(runAt)),
            TaskRuns.NONE,
            terms()),
        tenant,
        bodyHash,
        needs());
  }

  private TaskId successorId(int index) {
    return datedThen
        ? taskId.successorId(tenant, timing.createdAt(), index)
        : taskId.successorId(tenant, index);
  }

  /// The files that its input and the inputs of its successors name.
  private List<String> needs() {
    List<String> ofInput = NamedFiles.in(input());
    if (spec.then().isEmpty()) {
      return ofInput;
    }
    Set<String> all = new TreeSet<>(ofInput);
    all.addAll(Successor.files(spec.then()));
    return List.copyOf(all);
  }

  @Override
  public Placement placement() {
    return spec.placement();
  }

  /// Why it can't be run, if it can't.
  public Optional<TaskError> flawIfAny() {
    return Optional.ofNullable(flaw);
  }

  public JsonNode input() {
    return spec.input();
  }

  public Terms terms() {
    return spec.terms();
  }
}
