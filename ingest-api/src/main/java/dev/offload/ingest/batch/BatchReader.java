package dev.offload.ingest.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.batch.LineReader.Line;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.body.StrictJson;
import dev.offload.ingest.body.TextSlice;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.Answer;
import dev.offload.ingest.submit.IdempotencyKey;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.ingest.submit.TaskSubmitter;
import dev.offload.schemas.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Reads the lines of one batch and sends their tasks. A line is like the body of `POST /v1/tasks`,
/// except that its idempotency key is a member instead of a header.
public final class BatchReader {
  private static final Member<IdempotencyKey> KEY =
      Member.optional(
          "idempotencyKey",
          Kinds.text(IdempotencyKey.RULE, IdempotencyKey::of)
              .saying("The same as the header Idempotency-Key of POST /v1/tasks.")
              .described(more -> more.pattern("^" + IdempotencyKey.PATTERN + "$")));

  public static final Shape LINE = TaskBody.SHAPE.with(KEY);

  private final Batch batch;
  private final LineReader lines;
  private final int maxLines;
  private final TaskSubmitter submitter;
  private final Semaphore parsing;
  private boolean isWhole = true;

  /// `parsing` limits how many bytes of lines, of all batches, may be between text and Kafka at
  /// once. There they are trees, which are many times larger.
  BatchReader(
      Batch batch, InputStream body, int maxLines, TaskSubmitter submitter, Semaphore parsing) {
    this.batch = batch;
    this.lines = new LineReader(body, SubmitRequest.MAX_BYTES);
    this.maxLines = maxLines;
    this.submitter = submitter;
    this.parsing = parsing;
  }

  /// The outcome of the next line that is not blank.
  BatchStep next() throws IOException, InterruptedException {
    Line line = lines.next();
    while (line instanceof Line.Text(TextSlice text) && text.isBlank()) {
      line = lines.next();
    }
    return switch (line) {
      case Line.Text(TextSlice text) when text.line() > maxLines -> tooMany(text.line());
      case Line.Text(TextSlice text) -> begin(text);
      case Line.TooLong(long number) when number > maxLines -> tooMany(number);
      case Line.TooLong(long number) ->
          refused(number, LineProblems.tooLong(SubmitRequest.MAX_BYTES));
      case Line.End _ -> new BatchStep.NoMore(isWhole);
    };
  }

  /// Reads the rest and throws it away. Otherwise a client that is still sending would not get the
  /// answer.
  private BatchStep tooMany(long number) throws IOException {
    isWhole = false;
    lines.discard();
    return refused(number, LineProblems.tooMany(maxLines));
  }

  private BatchStep begin(TextSlice text) throws InterruptedException {
    long line = text.line();
    parsing.acquire(text.length());
    try {
      Answer<AnswerLine> answer =
          submitter
              .beginInBatch(request(text))
              .as(task -> AnswerLine.of(LineAnswer.taken(line, task)));
      return new BatchStep.Begun(line, answer);
    } catch (RuntimeException e) {
      return refused(line, LineProblems.of(e));
    } finally {
      parsing.release(text.length());
    }
  }

  private static BatchStep refused(long line, Problem problem) {
    return new BatchStep.Answered(AnswerLine.of(LineAnswer.refused(line, problem)));
  }

  private SubmitRequest request(TextSlice text) {
    JsonNode json = StrictJson.read(text);
    Optional<IdempotencyKey> key = takeKey(json);
    batch.group().ifPresent(group -> join(group, json));
    return new SubmitRequest(
        batch.tenant(), new JsonBody(json, text.length()), key, batch.traceparent());
  }

  /// The line is then the same as one that names the group itself.
  private static void join(BatchGroup group, JsonNode json) {
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
  }

  /// The key is taken out of the line. The rest is the same task as one whose key came in a header.
  private static Optional<IdempotencyKey> takeKey(JsonNode json) {
    JsonNode member = json instanceof ObjectNode object ? object.remove(KEY.name()) : null;
    if (member == null) {
      return Optional.empty();
    }
    Faults faults = new Faults();
    Optional<IdempotencyKey> key = KEY.kind().read(member, KEY.pointer(), faults);
    if (key.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.INVALID_TASK, "The body is invalid: see errors.", faults.list());
    }
    return key;
  }
}
