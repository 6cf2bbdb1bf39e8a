package dev.offload.ingest.batch;

import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.submit.AfterBody;
import dev.offload.ingest.submit.IdempotencyKey;
import dev.offload.ingest.submit.TaskBody;

/// What a line of a batch can say. It is like the body of `POST /v1/tasks`, except that its
/// idempotency key is a member instead of a header, that it can have a name and wait for others,
/// and that what follows it can join the group that the batch opens.
public final class BatchLine {
  static final Member<IdempotencyKey> KEY =
      Member.optional(
          "idempotencyKey",
          Kinds.text(IdempotencyKey.RULE, IdempotencyKey::of)
              .saying(
                  "The idempotency key: the same as the header Idempotency-Key of POST /v1/tasks.")
              .described(more -> more.pattern("^" + IdempotencyKey.PATTERN + "$")));

  public static final Shape SHAPE =
      TaskBody.SHAPE
          .replacing(TaskBody.THEN_IN_BATCH)
          .with(AfterBody.AFTER)
          .with(AfterBody.NAME)
          .with(KEY)
          .apart(AfterBody.AFTER, TaskBody.RUN_AT)
          .apart(AfterBody.AFTER, TaskBody.DELAY)
          .apart(AfterBody.AFTER, TaskBody.DEBOUNCE);

  private BatchLine() {}
}
