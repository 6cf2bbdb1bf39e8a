package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/// A task that waits for its time: for its start, for a retry, or because it was handed back.
public sealed interface Waiting extends NotHandedOut {
  /// Its attempt has not been handed out, so no worker can have it.
  ///
  /// @param state `scheduled` or `retrying`
  record Unseen(
      Work work, TaskState state, Instant runAt, Optional<Deadline<DeadlineKind>> deadline)
      implements Waiting {
    public Unseen {
      Require.that(
          state == TaskState.SCHEDULED || state == TaskState.RETRYING,
          "state",
          "be scheduled or retrying",
          state);
    }

    @Override
    public Unseen with(Work newWork) {
      return new Unseen(newWork, state, runAt, deadline);
    }

    @Override
    public Unseen postponed(DeadlinePostponed e) {
      return new Unseen(work, state, runAt, work.later(deadline, e.until()));
    }
  }

  /// Its attempt was handed back, and `record` may reach a worker again before `runAt`.
  record HandedBack(
      Work work, HandOut record, Instant runAt, Optional<Deadline<DeadlineKind>> deadline)
      implements Waiting, Reachable {
    @Override
    public TaskState state() {
      return TaskState.SCHEDULED;
    }

    @Override
    public InLine linedUp(TurnAwaited e) {
      return InLine.handedBack(e.line(), e.at(), work.next(), record);
    }

    @Override
    public HandedBack with(Work newWork) {
      return new HandedBack(newWork, record, runAt, deadline);
    }

    @Override
    public HandedBack postponed(DeadlinePostponed e) {
      return new HandedBack(work, record, runAt, work.later(deadline, e.until()));
    }
  }

  static Waiting scheduled(Work work, Instant runAt) {
    return new Unseen(work, TaskState.SCHEDULED, runAt, work.orExpiry(DeadlineKind.DUE, runAt));
  }

  static Waiting retrying(Work work, Instant runAt) {
    return new Unseen(work, TaskState.RETRYING, runAt, work.orExpiry(DeadlineKind.DUE, runAt));
  }

  static Waiting handedBack(Work work, HandOut record, Instant runAt) {
    return new HandedBack(work, record, runAt, work.orExpiry(DeadlineKind.DUE, runAt));
  }

  TaskState state();

  Instant runAt();

  @Override
  default Task task() {
    return work().history().waiting(state(), runAt());
  }
}
