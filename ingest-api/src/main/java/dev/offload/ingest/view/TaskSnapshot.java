package dev.offload.ingest.view;

import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Origin;
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

  /// The task as whoever may read tasks sees it. What a receiver has answered to a delivery is for
  /// the owner of the endpoint only.
  public PublicTask toPublic() {
    PublicTask whole = PublicTask.of(task, progress);
    return isDelivery() ? whole.withoutAnswers() : whole;
  }

  private boolean isDelivery() {
    return task.origin() == Origin.SYSTEM && task.placement().type().equals(Delivery.TYPE);
  }

  private static int presentAttempt(Task task) {
    List<Attempt> attempts = task.attempts();
    return attempts.isEmpty() ? 0 : attempts.getLast().number();
  }
}
