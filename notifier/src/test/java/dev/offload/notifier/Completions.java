package dev.offload.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.json.Json;
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
        "cmp_" + UUID.randomUUID(),
        Completion.source("test"),
        task.finishedAt(),
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
            new TaskRuns(List.of(), result, List.of(), null),
            new Terms(RetryPolicy.DEFAULT, subscribers, List.of("a"))),
        "acme",
        null,
        List.of());
  }
}
