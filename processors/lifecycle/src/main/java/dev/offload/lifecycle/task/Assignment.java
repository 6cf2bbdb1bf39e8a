package dev.offload.lifecycle.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;

/// What only workers need of a task, and what is to follow it. It is dropped when the task has
/// succeeded.
///
/// @param run what a run is given; without the input if that was too large to keep
/// @param checkpoint what an earlier run left for the next one; null if nothing
/// @param expiresAt no attempt starts at or after this time; null if it never expires
/// @param traceparent the W3C trace context; null if there is none
/// @param spent the number of its last attempt before it was replayed, from which
///     `maxAttempts` counts; 0 if it never was
/// @param successors what is to be submitted when it ends; nothing if its input was too large to
///     keep
/// @param formers what is known of the tasks that it waits for; null if it waits for none any more
@JsonPropertyOrder({"input", "checkpoint", "expiresAt"})
public record Assignment(
    @JsonUnwrapped RunSpec run,
    JsonNode checkpoint,
    Instant expiresAt,
    String traceparent,
    int spent,
    @JsonUnwrapped Successors successors,
    Formers formers) {
  static Assignment of(SubmitTask task) {
    return new Assignment(
        task.spec().run(),
        null,
        task.timing().expiresAt(),
        task.traceparent(),
        0,
        Successors.of(task),
        Formers.orNull(task));
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(run, newCheckpoint, expiresAt, traceparent, spent, successors, formers);
  }

  /// With another input, which no run has worked on yet. Its references may be others.
  ///
  /// @param waits whether it waits for other tasks
  Assignment withInput(JsonNode newInput, boolean waits) {
    return new Assignment(
        run.with(newInput),
        null,
        expiresAt,
        traceparent,
        spent,
        successors,
        waits ? Formers.UNHEARD : null);
  }

  /// All that it has waited for have succeeded, and this is the input with what they gave.
  Assignment afterFormers(JsonNode resolved) {
    return new Assignment(
        run.with(resolved), checkpoint, expiresAt, traceparent, spent, successors, null);
  }

  Assignment heard(Formers news) {
    return new Assignment(run, checkpoint, expiresAt, traceparent, spent, successors, news);
  }

  Assignment awaitedBy(List<Waiter> waiters) {
    return new Assignment(
        run, checkpoint, expiresAt, traceparent, spent, successors.and(waiters), formers);
  }

  /// Without the input and the successors, which are too large to be kept.
  Assignment withoutInput() {
    return new Assignment(
        run.with(null), checkpoint, expiresAt, traceparent, spent, Successors.NONE, formers);
  }

  /// As it is kept for a replay, which may come at any time, after attempt number `attempt` has
  /// ended as `state`.
  Assignment after(int attempt, TaskState state) {
    return new Assignment(
        run, checkpoint, null, traceparent, attempt, successors.after(state), formers);
  }
}
