package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Completion;
import dev.offload.schemas.task.GroupCounts;
import dev.offload.schemas.task.GroupFacts;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupState;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.GroupTerms;
import dev.offload.schemas.task.GroupTimes;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskFacts;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskRuns;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.TaskTimes;
import dev.offload.schemas.task.Terms;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Completions as the lifecycle writes them.
final class Completions {
  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

  private Completions() {}

  /// The end of a task of tenant `acme` that asked for webhooks to `urls`.
  static Completion of(TaskState state, String... urls) {
    return of(
        state,
        Arrays.stream(urls).<Notify>map(url -> new Notify.Webhook(URI.create(url))).toList());
  }

  static Completion of(TaskState state, List<Notify> subscribers) {
    Task task = task(state, subscribers);
    return new Completion(
        Completion.idOf(task.id(), task.version()),
        Completion.source("test"),
        task.finishedAt(),
        task.tenant(),
        PublicTask.of(task, null));
  }

  /// The end at `at` of a task of tenant `acme` that belongs to `user`.
  static Completion ofUser(String user, TaskState state, Instant at) {
    return ofUser(changed(task(state, List.of()), "user", user), at);
  }

  /// The same of one that has failed with `error`.
  static Completion ofUser(String user, TaskError error, Instant at) {
    Task task = changed(task(TaskState.FAILED, List.of()), "user", user);
    return ofUser(changed(task, "error", error), at);
  }

  private static Completion ofUser(Task task, Instant at) {
    return new Completion(
        "cmp_" + UUID.randomUUID(),
        Completion.source("test"),
        at,
        task.tenant(),
        PublicTask.of(task, null));
  }

  /// The end of a group of tenant `acme`.
  static Completion ofGroup(List<Notify> subscribers) {
    GroupFacts facts =
        new GroupFacts(
            GroupId.fresh(BEGIN),
            GroupState.SUCCEEDED,
            4,
            2,
            new GroupCounts(0, 0, 0, 0, 2, 0, 0, 0),
            List.of(),
            List.of(),
            new GroupTerms(subscribers, List.of("a")),
            new GroupTimes(BEGIN, BEGIN.plusSeconds(1), null, BEGIN.plusSeconds(2)));
    return new Completion(
        "cmp_" + UUID.randomUUID(),
        Completion.source("test"),
        BEGIN.plusSeconds(2),
        "acme",
        PublicGroup.of(new GroupStatus(facts, "acme", List.of())));
  }

  /// A task of tenant `acme` whose first run has begun at `at`.
  static Task running(Instant at) {
    return in(TaskState.RUNNING, new Attempt(1, "worker-1", at, null, null, null));
  }

  /// A task of tenant `acme` with one attempt.
  static Task in(TaskState state, Attempt attempt) {
    return with(in(task(TaskState.SUCCEEDED, List.of()), state), attempt);
  }

  static Task with(Task task, Attempt attempt) {
    return changed(task, "attempts", List.of(attempt));
  }

  static Task in(Task task, TaskState state) {
    return changed(task, "state", state);
  }

  static Task of(Task task, Origin origin) {
    return changed(task, "origin", origin);
  }

  private static Task changed(Task task, String member, Object value) {
    ObjectNode json = Json.MAPPER.valueToTree(task);
    json.set(member, Json.MAPPER.valueToTree(value));
    if (value instanceof TaskState state && !state.hasEnded()) {
      json.remove("finishedAt");
    } else if (value instanceof TaskState) {
      json.put("finishedAt", BEGIN.plusSeconds(2).toString());
    }
    return Json.MAPPER.convertValue(json, Task.class);
  }

  private static Task task(TaskState state, List<Notify> subscribers) {
    JsonNode result = Json.MAPPER.createObjectNode().put("rows", 3).put("ratio", 0.1);
    return new Task(
        new TaskFacts(
            TaskId.fresh(BEGIN),
            new Placement("probe", "probe"),
            state,
            4,
            Origin.CLIENT,
            Relatives.NONE,
            null,
            new TaskTimes(BEGIN, null, BEGIN.plusSeconds(1), BEGIN.plusSeconds(2), null),
            new TaskRuns(List.of(), result, List.of(), null, List.of()),
            new Terms(RetryPolicy.DEFAULT, subscribers, List.of("a"))),
        "acme",
        null,
        List.of());
  }
}
