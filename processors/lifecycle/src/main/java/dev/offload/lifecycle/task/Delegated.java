package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.util.Optional;

/// A task that waits for its children, without a worker. It has a deadline only if they have
/// ended and the task could not be handed out at once.
public record Delegated(Work work, Optional<Deadline<DeadlineKind>> deadline)
    implements NotHandedOut {
  static Delegated waiting(Work work) {
    return new Delegated(work, Optional.empty());
  }

  @Override
  public Delegated with(Work newWork) {
    return new Delegated(newWork, deadline);
  }

  @Override
  public Delegated postponed(DeadlinePostponed e) {
    return new Delegated(work, Optional.of(new Deadline<>(DeadlineKind.DUE, e.until())));
  }

  @Override
  public Task task() {
    return work.history().withWorkers(TaskState.RUNNING, Optional.empty());
  }
}
