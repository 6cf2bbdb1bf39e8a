package dev.offload.ingest.submit;

import dev.offload.ingest.body.JsonBody;
import dev.offload.schemas.task.RunSpec;
import java.util.Optional;

/// A request to submit a task.
///
/// @param traceparent the W3C trace context, or null
public record SubmitRequest(
    String tenant, JsonBody body, Optional<IdempotencyKey> idempotencyKey, String traceparent) {
  /// Enough for the largest input and everything else.
  public static final int MAX_BYTES = RunSpec.MAX_INPUT_BYTES + 64 * 1024;
}
