package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.notify.EndpointId;
import dev.offload.schemas.task.Answer;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A delivery to an endpoint, as the endpoint's owner sees it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "WebhookDelivery",
    requiredProperties = {"id", "webhookId", "event", "state", "attempts", "createdAt"})
record DeliveryView(
    @Schema(description = "The id of the task that delivers it.") String id,
    @Schema(
            description =
                "The webhook-id. It is the id of the delivery, or of the delivered one that it"
                    + " repeats.")
        String webhookId,
    @Schema(description = "The type of the event.") String event,
    @Schema(description = "The task that the event is about. Absent if it is about none.")
        String task,
    @Schema(description = "The group that the event is about. Absent if it is about none.")
        String group,
    @Schema(description = "Where the delivery stands. succeeded: it was delivered.")
        TaskState state,
    @Schema(description = "The last 20 attempts.") List<AttemptView> attempts,
    @Schema(description = "When the next attempt starts. Absent unless the delivery waits for one.")
        Instant nextAttemptAt,
    @Schema(description = "The time of the event, or of the request if it repeats another one.")
        Instant createdAt) {

  /// One attempt to deliver it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WebhookAttempt", requiredProperties = "at")
  record AttemptView(
      @Schema(description = "When it began.") Instant at,
      @Schema(description = "How it ended. Absent while it runs. snoozed: it was not sent yet.")
          Attempt.Outcome outcome,
      @Schema(description = "The status of the answer. Absent if there was none.") Integer status,
      @Schema(
              description =
                  "The beginning of the answer's body. Absent if it is empty, or the receiver is"
                      + " not on the public internet.")
          String body,
      @Schema(description = "Why it failed, if it did.") String error,
      @Schema(description = "The code of that error.") String errorCode,
      @Schema(description = "How long it took. Absent while it runs.") Duration took) {}

  /// `task` is a delivery to the endpoint `id`.
  static DeliveryView of(EndpointId id, Task task) {
    String about = about(id, task, text -> TaskId.tryParse(text).isPresent());
    return new DeliveryView(
        task.id().toString(),
        webhookId(task, about).toString(),
        event(id, task),
        about,
        about(id, task, text -> GroupId.tryParse(text).isPresent()),
        task.state(),
        task.attempts().stream().map(one -> attempt(one, task)).toList(),
        waits(task.state()) ? task.runAt() : null,
        task.createdAt());
  }

  /// A delivery was made for the task that it is about, or for the delivery that it repeats.
  private static TaskId webhookId(Task task, String about) {
    return Optional.ofNullable(task.parent())
        .filter(parent -> !parent.toString().equals(about))
        .orElse(task.id());
  }

  private static boolean waits(TaskState state) {
    return switch (state) {
      case SCHEDULED, RETRYING -> true;
      case QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> false;
    };
  }

  static String event(EndpointId id, Task task) {
    return tagged(id, task).findFirst().orElse("");
  }

  /// The id of what the event is about; null if it is not of this kind.
  private static String about(EndpointId id, Task task, Predicate<String> isOfKind) {
    return tagged(id, task).skip(1).filter(isOfKind).findFirst().orElse(null);
  }

  /// Its tags name the endpoint, and with the endpoint first the type of the event and then what
  /// it is about.
  private static Stream<String> tagged(EndpointId id, Task task) {
    String beginning = id.tag("");
    return task.tags().stream()
        .filter(tag -> tag.startsWith(beginning))
        .map(tag -> tag.substring(beginning.length()));
  }

  private static AttemptView attempt(Attempt attempt, Task task) {
    Optional<TaskError> error = Optional.ofNullable(attempt.error());
    Optional<Answer> answer =
        attempt.outcome() == Attempt.Outcome.SUCCEEDED && task.result() != null
            ? Optional.of(success(task.result()))
            : error.map(TaskError::answer);
    return new AttemptView(
        attempt.started(),
        attempt.outcome(),
        answer.map(Answer::status).orElse(null),
        answer.map(Answer::body).orElse(null),
        error.map(TaskError::message).orElse(null),
        error.map(TaskError::code).orElse(null),
        attempt.ended() == null ? null : Duration.between(attempt.started(), attempt.ended()));
  }

  /// The result of a delivery has the members of an answer.
  private static Answer success(JsonNode result) {
    return new Answer(result.path("status").intValue(), result.path("body").textValue());
  }
}
