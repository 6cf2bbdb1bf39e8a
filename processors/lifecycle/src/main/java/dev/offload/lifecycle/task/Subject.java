package dev.offload.lifecycle.task;

import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.Relatives;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.Terms;
import java.time.Instant;
import java.util.Optional;

/// What does not change about a task after its submission.
///
/// @param child its index among its parent's children; empty if it is not a child
public record Subject(
    TaskId id,
    String tenant,
    Placement placement,
    Origin origin,
    Relatives relatives,
    Optional<Integer> child,
    Instant createdAt,
    Terms terms,
    String bodyHash) {

  static Subject of(Task task, Optional<Integer> child) {
    return new Subject(
        task.id(),
        task.tenant(),
        task.placement(),
        task.origin(),
        task.facts().relatives(),
        child,
        task.createdAt(),
        task.terms(),
        task.bodyHash());
  }
}
