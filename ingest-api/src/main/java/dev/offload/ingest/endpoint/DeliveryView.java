package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A delivery to an endpoint, as the endpoint's owner sees it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "WebhookDelivery",
    requiredProperties = {"id", "event", "state", "attempts", "createdAt"})
record DeliveryView(
    @Schema(description = "The id of the task that delivers it, and the webhook-id.") String id,
    @Schema(description = "The type of the event.") String event,
    @Schema(description = "The task that the event is about. Absent for a test.") String task,
    @Schema(description = "succeeded: it was delivered.") TaskState state,
    @Schema(description = "The last 20 attempts.") List<AttemptView> attempts,
    @Schema(description = "When it is tried again. Absent unless it waits for that.")
        Instant nextAttemptAt,
    @Schema(description = "When it was asked for.") Instant createdAt) {

  /// One try.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WebhookAttempt", requiredProperties = "at")
  record AttemptView(
      @Schema(description = "When it began.") Instant at,
      @Schema(description = "The status of the answer, if it was a success.") Integer status,
      @Schema(description = "Why it failed, if it did.") String error,
      @Schema(description = "The code of that.") String errorCode,
      @Schema(description = "How long it took. Absent while it runs.") Duration took) {}

  /// `task` is a delivery to the endpoint `id`.
  static DeliveryView of(EndpointId id, PublicTask task) {
    return new DeliveryView(
        task.id().toString(),
        event(id, task),
        Optional.ofNullable(task.parent()).map(Object::toString).orElse(null),
        task.state(),
        task.attempts().stream().map(one -> attempt(one, task)).toList(),
        task.state().hasEnded() ? null : task.runAt(),
        task.createdAt());
  }

  /// Its tags name the endpoint, and with the endpoint the type of the event and the task.
  static String event(EndpointId id, PublicTask task) {
    String beginning = id.tag("");
    return task.tags().stream()
        .filter(tag -> tag.startsWith(beginning))
        .map(tag -> tag.substring(beginning.length()))
        .findFirst()
        .orElse("");
  }

  private static AttemptView attempt(Attempt attempt, PublicTask task) {
    boolean isSuccess = attempt.outcome() == Attempt.Outcome.SUCCEEDED && task.result() != null;
    Optional<TaskError> error = Optional.ofNullable(attempt.error());
    return new AttemptView(
        attempt.started(),
        isSuccess ? task.result().path("status").intValue() : null,
        error.map(TaskError::message).orElse(null),
        error.map(TaskError::code).orElse(null),
        attempt.ended() == null ? null : Duration.between(attempt.started(), attempt.ended()));
  }
}
