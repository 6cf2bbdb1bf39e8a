package dev.offload.lifecycle.task;

import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.FormerAsked;

/// A task that waits for another one, as that one knows it.
///
/// @param place which of its formers that one is
/// @param inFull whether it wants all that users see of that one's success
public record Waiter(TaskId task, String tenant, int place, boolean inFull) {
  /// How many tasks can wait for one.
  static final int MOST = 200;

  /// The same, without wanting all that users see.
  Waiter briefly() {
    return new Waiter(task, tenant, place, false);
  }

  static Waiter of(FormerAsked question) {
    return new Waiter(question.by(), question.tenant(), question.place(), question.inFull());
  }
}
