package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What only workers need of a task, and what is to follow it. It is dropped when the task has
/// succeeded.
///
/// @param run what a run is given
/// @param checkpoint what an earlier run left for the next one
/// @param expiresAt no attempt starts at or after this time
/// @param traceparent the W3C trace context
/// @param spent the number of its last attempt before it was replayed, from which
///     `maxAttempts` counts; 0 if it never was
/// @param successors what is to be submitted when it ends
/// @param formers what is known of the tasks that it waits for; empty if it waits for none any more
public record Assignment(
    RunSpec run,
    Optional<JsonNode> checkpoint,
    Optional<Instant> expiresAt,
    Optional<String> traceparent,
    int spent,
    Successors successors,
    Optional<Formers> formers)
    implements Remnant {
  static Assignment of(SubmitTask task) {
    return new Assignment(
        task.spec().run(),
        Optional.empty(),
        Optional.ofNullable(task.timing().expiresAt()),
        Optional.ofNullable(task.traceparent()),
        0,
        Successors.of(task),
        Optional.empty());
  }

  Assignment withCheckpoint(JsonNode newCheckpoint) {
    return new Assignment(
        run, Optional.of(newCheckpoint), expiresAt, traceparent, spent, successors, formers);
  }

  /// Its references may be others.
  @Override
  public Assignment withInput(JsonNode newInput, Optional<Formers> waitsFor) {
    return new Assignment(
        run.with(newInput), Optional.empty(), expiresAt, traceparent, spent, successors, waitsFor);
  }

  /// All that it has waited for have succeeded, and this is the input with what they gave.
  Assignment afterFormers(JsonNode resolved) {
    return new Assignment(
        run.with(resolved),
        checkpoint,
        expiresAt,
        traceparent,
        spent,
        successors,
        Optional.empty());
  }

  Assignment heard(Formers news) {
    return new Assignment(
        run, checkpoint, expiresAt, traceparent, spent, successors, Optional.of(news));
  }

  Assignment awaitedBy(List<Waiter> waiters) {
    return new Assignment(
        run, checkpoint, expiresAt, traceparent, spent, successors.and(waiters), formers);
  }

  @Override
  public Optional<Assignment> whole() {
    return Optional.of(this);
  }

  @Override
  public WithoutInput withoutInput() {
    return new WithoutInput(run.timeoutIfAny(), traceparent, spent, formers);
  }

  /// As it is kept for a replay, which may come at any time, after attempt number `attempt` has
  /// ended as `state`.
  Assignment after(int attempt, TaskState state) {
    return new Assignment(
        run, checkpoint, Optional.empty(), traceparent, attempt, successors.after(state), formers);
  }
}
