package dev.offload.ingest.deadletter;

import dev.offload.schemas.task.Origin;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a sweep, as the OpenAPI document shows it. [Sweep] reads it.
interface SweepRequest {
  @Schema(description = "The default is client.")
  Origin getOrigin();

  String getType();

  String getTag();

  @Schema(description = "The error code with which the tasks failed.")
  String getErrorCode();

  Instant getCreatedAfter();

  Instant getCreatedBefore();

  Instant getFinishedAfter();

  Instant getFinishedBefore();

  /// The body of `POST /v1/tasks/drop`.
  @Schema(
      name = "TasksToDrop",
      description = "Which ended tasks are meant, as in the query of GET /v1/tasks.",
      additionalProperties = Schema.False.class)
  interface Drop extends SweepRequest {
    @Schema(
        description = "How the tasks ended. The default is failed.",
        enumeration = {"succeeded", "failed", "cancelled", "expired"})
    String getState();
  }

  /// The body of `POST /v1/tasks/retry`.
  @Schema(
      name = "TasksToRetry",
      description = "Which ended tasks are meant, as in the query of GET /v1/tasks.",
      requiredProperties = "ratePerSecond",
      additionalProperties = Schema.False.class)
  interface Retry extends SweepRequest {
    @Schema(
        description = "How the tasks ended. The default is failed.",
        enumeration = {"failed", "cancelled", "expired"})
    String getState();

    @Schema(
        description = "How many tasks start per second.",
        minimum = "" + Sweep.LOWEST_RATE,
        maximum = "" + Sweep.HIGHEST_RATE)
    Double getRatePerSecond();
  }
}
