package dev.offload.lifecycle.group;

import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskError;
import java.util.List;
import java.util.Optional;

/// Why a member of a group did not succeed, as the group shows it.
public final class MemberFault {
  /// The code of the error of a member that has expired before an attempt that could have
  /// succeeded. Its own task has no error.
  static final String EXPIRED = "expired";

  private MemberFault() {}

  /// Empty for a task that has succeeded, that somebody has cancelled, or that has not ended.
  public static Optional<TaskError> of(Task task) {
    return switch (task.state()) {
      case FAILED -> Optional.of(task.error());
      case CANCELLED -> Optional.ofNullable(task.error());
      case EXPIRED -> Optional.of(expired(task.attempts()));
      case SCHEDULED, QUEUED, RUNNING, RETRYING, SUCCEEDED -> Optional.empty();
    };
  }

  private static TaskError expired(List<Attempt> attempts) {
    return new TaskError(
        EXPIRED,
        attempts.isEmpty()
            ? "no attempt started before expiresAt"
            : "no further attempt started before expiresAt",
        true,
        attempts.isEmpty() ? 1 : attempts.getLast().number());
  }
}
