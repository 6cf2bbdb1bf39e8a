package dev.offload.ingest.submit;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.Former;
import dev.offload.schemas.task.RunSpec;
import java.util.List;
import java.util.Optional;

/// A request to submit a task.
///
/// @param shape what its body may say
/// @param traceparent the W3C trace context, or null
/// @param formers the tasks that it waits for, which its body names
public record SubmitRequest(
    String tenant,
    Shape shape,
    JsonBody body,
    Optional<IdempotencyKey> idempotencyKey,
    String traceparent,
    List<Former> formers) {
  /// Enough for the largest input and everything else.
  public static final int MAX_BYTES = RunSpec.MAX_INPUT_BYTES + 64 * 1024;

  /// A request for a task that waits for no other.
  public SubmitRequest(
      String tenant,
      Shape shape,
      JsonBody body,
      Optional<IdempotencyKey> idempotencyKey,
      String traceparent) {
    this(tenant, shape, body, idempotencyKey, traceparent, List.of());
  }
}
