package dev.offload.ingest.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.StrictJson;
import dev.offload.ingest.body.TextSlice;
import dev.offload.ingest.membership.Membership;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.Acceptance;
import dev.offload.ingest.submit.AfterBody;
import dev.offload.ingest.submit.IdempotencyKey;
import dev.offload.ingest.submit.InputTasks;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.ingest.submit.SuccessorBody;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.ingest.submit.TaskSubmitter;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Reads the tasks of one batch from its lines, and sends them.
final class LineSender {
  private final Batch batch;
  private final InputTasks named;
  private final TaskSubmitter submitter;
  private final Membership groups;
  private final Semaphore parsing;

  /// `parsing` limits how many bytes of lines, of all batches, may be between text and Kafka at
  /// once. There they are trees, which are many times larger.
  LineSender(
      Batch batch,
      InputTasks named,
      TaskSubmitter submitter,
      Membership groups,
      Semaphore parsing) {
    this.batch = batch;
    this.named = named;
    this.submitter = submitter;
    this.groups = groups;
    this.parsing = parsing;
  }

  /// What has been done with a line.
  sealed interface Read {
    /// Its task is on its way to Kafka.
    record Begun(Acceptance acceptance) implements Read {}

    /// Its task is sent later, together with others.
    record Kept(NamedLine line) implements Read {}
  }

  /// Sends the task of a line, unless it has to be kept.
  ///
  /// @throws RuntimeException why it is refused, for [LineProblems]
  Read read(TextSlice text) throws InterruptedException {
    Optional<GroupId> unknown;
    parsing.acquire(text.length());
    try {
      JsonNode json = StrictJson.read(text);
      Optional<NamedLine> kept = NamedLine.of(json, text);
      if (kept.isPresent()) {
        return new Read.Kept(kept.get());
      }
      unknown = unknownGroup(json);
      if (unknown.isEmpty() && named.unknown(batch.tenant(), json).isEmpty()) {
        return new Read.Begun(beginAlone(json, text));
      }
    } finally {
      parsing.release(text.length());
    }
    if (unknown.isPresent()) {
      groups.await(batch.tenant(), unknown.get());
    }
    return new Read.Begun(begin(text, List.of()));
  }

  /// Sends the task of a line that was kept. It waits for `formers`.
  ///
  /// @throws RuntimeException why it is refused, for [LineProblems]
  Acceptance send(NamedLine line, List<Former> formers) throws InterruptedException {
    if (line.group().isPresent() && !groups.isKnown(batch.tenant(), line.group().get())) {
      groups.await(batch.tenant(), line.group().get());
    }
    return begin(line.text(), formers);
  }

  /// Waits for tasks that the line names and this replica does not know. Others must not wait until
  /// it does.
  private Acceptance begin(TextSlice text, List<Former> formers) throws InterruptedException {
    Set<TaskId> unknown;
    parsing.acquire(text.length());
    try {
      JsonNode json = StrictJson.read(text);
      unknown = named.unknown(batch.tenant(), json);
      if (unknown.isEmpty()) {
        return begin(json, text, formers);
      }
    } finally {
      parsing.release(text.length());
    }
    named.await(batch.tenant(), unknown);
    parsing.acquire(text.length());
    try {
      return begin(StrictJson.read(text), text, formers);
    } finally {
      parsing.release(text.length());
    }
  }

  private Acceptance begin(JsonNode json, TextSlice text, List<Former> formers)
      throws InterruptedException {
    return submitter.beginRelatedInBatch(named.resolved(request(json, text, formers)));
  }

  /// The same for a line for which no other waits.
  private Acceptance beginAlone(JsonNode json, TextSlice text) throws InterruptedException {
    SubmitRequest request = named.resolved(request(json, text, List.of()));
    return request.formers().isEmpty()
        ? submitter.beginInBatch(request)
        : submitter.beginRelatedInBatch(request);
  }

  /// The group that the line names, if this replica does not know it. Others must not wait until
  /// it does.
  private Optional<GroupId> unknownGroup(JsonNode json) {
    return GroupId.tryParse(json.path(TaskBody.GROUP.name()).asText())
        .filter(group -> !groups.isKnown(batch.tenant(), group));
  }

  private SubmitRequest request(JsonNode json, TextSlice text, List<Former> formers) {
    Optional<IdempotencyKey> key = takeKey(json);
    takeName(json);
    int longer = batch.group().map(group -> join(group, json)).orElse(0);
    return new SubmitRequest(
        batch.tenant(),
        BatchLine.SHAPE,
        new JsonBody(json, text.length() + longer),
        key,
        batch.traceparent(),
        formers);
  }

  /// The line is then the same as one that names the group itself. Returns how many bytes what
  /// follows it is longer.
  private static int join(BatchGroup group, JsonNode json) {
    if (json.has(TaskBody.GROUP.name())) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK,
          "The body is invalid: see errors.",
          List.of(
              new FieldError(
                  TaskBody.GROUP.pointer(), "is not allowed: all lines join the same group")));
    }
    if (json instanceof ObjectNode object) {
      object.put(TaskBody.GROUP.name(), group.id().toString());
    }
    return group.isNew() ? joinAfter(group.id().toString(), json) : 0;
  }

  /// What follows a line names the new group as the query does, since nobody knows its id yet.
  private static int joinAfter(String group, JsonNode former) {
    int longer = 0;
    for (JsonNode next : former.path(TaskBody.THEN.name())) {
      if (next.path(SuccessorBody.TASK.name()) instanceof ObjectNode task) {
        if (TaskBody.NEW_GROUP.equals(task.path(TaskBody.GROUP.name()).textValue())) {
          task.put(TaskBody.GROUP.name(), group);
          longer += group.length();
        }
        longer += joinAfter(group, task);
      }
    }
    return longer;
  }

  /// A name is for the batch and no part of the task. What it waits for is.
  private static void takeName(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(AfterBody.NAME.name());
    }
  }

  /// The key is taken out of the line. The rest is the same task as one whose key came in a
  /// header.
  private static Optional<IdempotencyKey> takeKey(JsonNode json) {
    JsonNode member =
        json instanceof ObjectNode object ? object.remove(BatchLine.KEY.name()) : null;
    if (member == null) {
      return Optional.empty();
    }
    Faults faults = new Faults();
    Optional<IdempotencyKey> key =
        BatchLine.KEY.kind().read(member, BatchLine.KEY.pointer(), faults);
    if (key.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    return key;
  }
}
