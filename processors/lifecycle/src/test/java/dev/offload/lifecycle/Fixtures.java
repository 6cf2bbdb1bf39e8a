package dev.offload.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.lifecycle.task.Retention;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.ParentTask;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.OutputFile;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RetryPolicy.Jitter;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.Trigger;
import dev.offload.schemas.work.AttemptCancelled;
import dev.offload.schemas.work.AttemptClaimed;
import dev.offload.schemas.work.AttemptDelegated;
import dev.offload.schemas.work.AttemptExpired;
import dev.offload.schemas.work.AttemptFailed;
import dev.offload.schemas.work.AttemptSnoozed;
import dev.offload.schemas.work.AttemptStarted;
import dev.offload.schemas.work.AttemptSucceeded;
import dev.offload.schemas.work.Checkpointed;
import dev.offload.schemas.work.ChildDetail;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.Heartbeat;
import dev.offload.schemas.work.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Tasks and attempt events for tests. A worker's clock is a second ahead, so that a test sees
/// whose time is used.
public final class Fixtures {
  public static final String TENANT = "acme";
  public static final String QUEUE = "probe";
  public static final String WORKER = "worker-1";
  public static final Duration LEASE = Duration.ofSeconds(15);
  public static final Duration CLOCK_AHEAD = Duration.ofSeconds(1);

  /// Why children fail.
  public static final TaskError CHILD_ERROR = new TaskError("torn", "the piece is torn", true, 1);

  /// Three attempts, waiting 10 s and 20 s in between, without jitter.
  public static final RetryPolicy RETRY =
      new RetryPolicy(3, Duration.ofSeconds(10), 2, Duration.ofHours(1), Jitter.NONE);

  private Fixtures() {}

  /// The same for all tenants: `failed` for failed tasks, `ended` for all others.
  public static Retention retention(Duration ended, Duration failed) {
    Map<TaskState, Duration> usual = new EnumMap<>(TaskState.class);
    Arrays.stream(TaskState.values())
        .filter(TaskState::hasEnded)
        .forEach(state -> usual.put(state, ended));
    usual.put(TaskState.FAILED, failed);
    return new Retention(usual, Map.of());
  }

  public static SubmitTask task(Instant now) {
    return task(now, null, Origin.CLIENT, json("input"));
  }

  public static SubmitTask task(Instant now, Instant runAt, Origin origin, JsonNode input) {
    return new SubmitTask(
        TaskId.fresh(now),
        TENANT,
        TaskSpec.of(QUEUE, QUEUE, input).retrying(RETRY).tagged(List.of("tag")),
        Timing.atOnce(now).runAt(runAt),
        new Lineage.Root(origin),
        "hash",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  /// The same, but no attempt starts at or after `expiresAt`.
  public static SubmitTask expiring(SubmitTask task, Instant expiresAt) {
    return with(task, "expiresAt", expiresAt);
  }

  /// The same with a debounce key.
  public static SubmitTask debounced(SubmitTask task, Debounce debounce) {
    return with(task, "debounce", debounce);
  }

  public static SubmitTask ofQueue(SubmitTask task, String queue) {
    return with(task, "queue", queue);
  }

  public static SubmitTask ofPriority(SubmitTask task, int priority) {
    return with(task, "priority", priority);
  }

  public static SubmitTask limited(SubmitTask task, String concurrencyKey, int weight) {
    return with(with(task, "concurrencyKey", concurrencyKey), "weight", weight);
  }

  public static SubmitTask ofKey(SubmitTask task, String concurrencyKey) {
    return with(task, "concurrencyKey", concurrencyKey);
  }

  public static SubmitTask ofWeight(SubmitTask task, int weight) {
    return with(task, "weight", weight);
  }

  /// The same with another type, in the queue of that name.
  public static SubmitTask ofType(SubmitTask task, String type) {
    return with(ofQueue(task, type), "type", type);
  }

  /// The same with another policy.
  public static SubmitTask retriedBy(SubmitTask task, RetryPolicy policy) {
    return with(task, "retry", policy);
  }

  /// The same with an id that is always the same.
  public static SubmitTask named(SubmitTask task, String name) {
    return with(task, "taskId", TaskId.derived("fixture", name));
  }

  /// The same for another tenant.
  public static SubmitTask ofTenant(SubmitTask task, String tenant) {
    return with(task, "tenant", tenant);
  }

  /// The same with a successor for each trigger.
  public static SubmitTask followed(SubmitTask task, List<Trigger> triggers) {
    TaskSpec next = TaskSpec.of(QUEUE, QUEUE, json("next"));
    return thenDoing(task, triggers.stream().map(on -> Successor.on(on, next)).toList());
  }

  /// The same, but it waits for these others.
  public static SubmitTask after(SubmitTask task, List<Former> formers) {
    return new SubmitTask(
        task.taskId(),
        task.tenant(),
        task.spec(),
        task.timing(),
        Lineage.after(formers),
        task.bodyHash(),
        task.traceparent());
  }

  /// The same for `parent`, after `before` has ended, which can't be before the task was made.
  public static SubmitTask inTurn(SubmitTask task, TaskId parent, TaskId before) {
    return new SubmitTask(
        task.taskId(),
        task.tenant(),
        task.spec(),
        task.timing(),
        Lineage.inTurn(parent, before, task.timing().createdAt()),
        task.bodyHash(),
        task.traceparent());
  }

  /// The same with another input.
  public static SubmitTask ofInput(SubmitTask task, JsonNode input) {
    return with(task, "input", input);
  }

  /// The same with these successors.
  public static SubmitTask thenDoing(SubmitTask task, List<Successor> then) {
    return with(with(task, "then", then), "datedThen", !then.isEmpty());
  }

  /// The same as a member of a group.
  public static SubmitTask in(GroupId group, SubmitTask task) {
    return with(task, "group", group);
  }

  private static SubmitTask with(SubmitTask task, String member, Object value) {
    ObjectNode json = Json.MAPPER.valueToTree(task);
    json.set(member, Json.MAPPER.valueToTree(value));
    return Json.MAPPER.convertValue(json, SubmitTask.class);
  }

  /// A child of `parent`, as its handler spawns it.
  public static SubmitTask child(SubmitTask parent, int index, Instant now) {
    return new ParentTask(parent.taskId(), parent.tenant(), parent.traceparent())
        .child(index, TaskSpec.of(QUEUE, QUEUE, json("piece")), now);
  }

  /// The same as a child of `parent`, its first.
  public static SubmitTask childOf(SubmitTask parent, SubmitTask task) {
    return with(with(task, "parent", parent.taskId()), "child", 0);
  }

  /// The end of a child, as the lifecycle tells its parent.
  public static ChildEnded childEnded(TaskId parent, int index, TaskState state, long sent) {
    TaskError error = state == TaskState.FAILED ? CHILD_ERROR : null;
    return new ChildEnded(
        parent,
        TENANT,
        index,
        state,
        Map.of("sent", sent),
        ChildDetail.of(index, List.of(), error).orElse(null));
  }

  /// The same of a child that has succeeded and made a file.
  public static ChildEnded childEnded(TaskId parent, int index, String fileId) {
    OutputFile file = OutputFile.of(fileId, "page.csv", "text/csv", 12, "0".repeat(64));
    return new ChildEnded(
        parent,
        TENANT,
        index,
        TaskState.SUCCEEDED,
        Map.of(),
        new ChildDetail(index, List.of(file), null));
  }

  public static JsonNode json(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  /// What the worker reports about one run of one attempt.
  public record Run(TaskId task, int attempt, String id) {

    public AttemptStarted started(Instant now) {
      return new AttemptStarted(task, TENANT, attempt, id, at(now), WORKER, null);
    }

    /// The start of a run that was told of the ends of `children` children.
    public AttemptStarted startedKnowing(int children, Instant now) {
      return new AttemptStarted(task, TENANT, attempt, id, at(now), WORKER, children);
    }

    public AttemptClaimed claimed(Instant now) {
      return new AttemptClaimed(task, TENANT, attempt, id, at(now), LEASE);
    }

    public Heartbeat heartbeat(Instant now) {
      return new Heartbeat(task, TENANT, attempt, id, at(now), LEASE);
    }

    public Checkpointed checkpointed(Instant now, JsonNode checkpoint) {
      return new Checkpointed(task, TENANT, attempt, id, at(now), checkpoint);
    }

    public AttemptSucceeded succeeded(Instant now) {
      return succeeded(now, json("result"));
    }

    public AttemptSucceeded succeeded(Instant now, JsonNode result) {
      return new AttemptSucceeded(task, TENANT, attempt, id, at(now), result, List.of(), null);
    }

    /// A success that also tells the start of its run.
    public AttemptSucceeded succeededAtOnce(Instant now) {
      RunStart began = new RunStart(at(now).minusMillis(5), WORKER);
      return new AttemptSucceeded(
          task, TENANT, attempt, id, at(now), json("result"), List.of(), began);
    }

    /// A failure that also tells the start of its run.
    public AttemptFailed failedAtOnce(Instant now) {
      TaskError error = new TaskError("boom", "it went wrong", false, attempt);
      RunStart began = new RunStart(at(now).minusMillis(5), WORKER);
      return new AttemptFailed(task, TENANT, attempt, id, at(now), error, null, began);
    }

    public AttemptFailed failed(Instant now) {
      return failed(now, false, null);
    }

    public AttemptFailed failed(Instant now, boolean isFinal, Duration retryAfter) {
      TaskError error = new TaskError("boom", "it went wrong", isFinal, attempt);
      return new AttemptFailed(task, TENANT, attempt, id, at(now), error, retryAfter, null);
    }

    public AttemptSnoozed snoozed(Instant now, Duration delay) {
      return new AttemptSnoozed(task, TENANT, attempt, id, at(now), delay, 0);
    }

    public AttemptSnoozed handedBackAfterLosing(int runs, Instant now) {
      return new AttemptSnoozed(task, TENANT, attempt, id, at(now), Duration.ZERO, runs);
    }

    public AttemptDelegated delegated(Instant now, int children) {
      return new AttemptDelegated(task, TENANT, attempt, id, at(now), children);
    }

    public AttemptCancelled cancelled(Instant now) {
      return new AttemptCancelled(task, TENANT, attempt, id, at(now));
    }

    public AttemptExpired expired(Instant now) {
      return new AttemptExpired(task, TENANT, attempt, id, at(now));
    }

    private static Instant at(Instant now) {
      return now.plus(CLOCK_AHEAD);
    }
  }
}
