package dev.offload.lifecycle.task;

import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.SuccessorRef;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What does not change about a task after its submission.
///
/// @param then its successors
/// @param bodyHash the hash of the request's body; empty without an idempotency key
public record Subject(
    TaskId id,
    String tenant,
    Placement placement,
    Lineage lineage,
    Instant createdAt,
    Terms terms,
    List<SuccessorRef> then,
    Optional<String> bodyHash) {

  static Subject of(Task task, Lineage lineage) {
    return new Subject(
        task.id(),
        task.tenant(),
        task.placement(),
        lineage,
        task.createdAt(),
        task.terms(),
        task.then(),
        Optional.ofNullable(task.bodyHash()));
  }
}
