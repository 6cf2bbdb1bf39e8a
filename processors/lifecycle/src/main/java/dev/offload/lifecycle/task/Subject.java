package dev.offload.lifecycle.task;

import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a task is, from its submission on.
///
/// @param parent the task that it is a piece of; null where it is none
/// @param child its index among the children of `parent`
public record Subject(
    TaskId id,
    String tenant,
    String type,
    String queue,
    Origin origin,
    TaskId parent,
    Optional<Integer> child,
    Instant createdAt,
    RetryPolicy retry,
    List<Notify> notifications,
    List<String> tags,
    String bodyHash) {

  static Subject of(SubmitTask submitted) {
    return new Subject(
        submitted.taskId(),
        submitted.tenant(),
        submitted.type(),
        submitted.queue(),
        submitted.origin(),
        submitted.parent(),
        Optional.ofNullable(submitted.child()),
        submitted.createdAt(),
        submitted.retry(),
        submitted.notifications(),
        submitted.tags(),
        submitted.bodyHash());
  }

  static Subject of(Task task, Optional<Integer> child) {
    return new Subject(
        task.id(),
        task.tenant(),
        task.type(),
        task.queue(),
        task.origin(),
        task.parent(),
        child,
        task.createdAt(),
        task.retry(),
        task.notifications(),
        task.tags(),
        task.bodyHash());
  }
}
