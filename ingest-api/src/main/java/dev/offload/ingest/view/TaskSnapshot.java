package dev.offload.ingest.view;

import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import java.util.List;

/// A task and its progress, which is null if the present attempt has not reported any.
public record TaskSnapshot(Task task, Progress progress) {

  /// `reported` counts unless a later attempt has started since.
  static TaskSnapshot of(Task task, TaskProgress reported) {
    boolean isOver = reported == null || reported.attempt() < presentAttempt(task);
    return new TaskSnapshot(task, isOver ? null : reported.progress());
  }

  public PublicTask toPublic() {
    return PublicTask.of(task, progress);
  }

  private static int presentAttempt(Task task) {
    List<Attempt> attempts = task.attempts();
    return attempts.isEmpty() ? 0 : attempts.getLast().number();
  }
}
