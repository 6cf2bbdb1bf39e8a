package dev.offload.ingest.submit;

import dev.offload.ingest.body.JsonBody;
import java.util.Optional;

/// A request to take a task, as it came in.
///
/// @param traceparent the W3C trace context, or null
public record Submission(
    String tenant, JsonBody body, Optional<IdempotencyKey> idempotencyKey, String traceparent) {
  /// Room for the largest input and everything beside it.
  public static final int MAX_BYTES = InputRules.MAX_INPUT_BYTES + 64 * 1024;
}
