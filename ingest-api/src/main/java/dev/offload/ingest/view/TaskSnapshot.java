package dev.offload.ingest.view;

import dev.offload.schemas.notify.Delivery;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Progress;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskProgress;
import java.util.List;
import java.util.Optional;

/// A task and its progress, which is empty if the present attempt has not reported any.
public record TaskSnapshot(Task task, Optional<Progress> progress) {

  public static TaskSnapshot withoutProgress(Task task) {
    return new TaskSnapshot(task, Optional.empty());
  }

  /// `reported` counts unless a later attempt has started since.
  static TaskSnapshot of(Task task, Optional<TaskProgress> reported) {
    int present = presentAttempt(task);
    return new TaskSnapshot(
        task, reported.filter(news -> news.attempt() >= present).map(TaskProgress::progress));
  }

  /// The task as whoever may read tasks sees it. What a receiver has answered to a delivery is for
  /// the owner of the endpoint only.
  public PublicTask toPublic() {
    PublicTask whole = PublicTask.of(task, progress.orElse(null));
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
