package dev.offload.ingest.submit;

import dev.offload.ingest.kafka.NotWritten;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.route.TaskRouter;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.problem.ProblemCode;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Takes tasks.
///
/// ```
/// without a key:  write ──acknowledged──► the task as it begins
/// with a key:     known? ──no──► write to the lifecycle ──► wait until the view shows it
///                   └──yes─────────────────────────────────► same body: the task, else refused
/// ```
@ApplicationScoped
class TaskSubmitter {

  private final TaskMaker maker;
  private final TaskRouter router;
  private final TaskView view;
  private final SubmissionLimits limits;
  private final InstantSource clock;

  TaskSubmitter(
      TaskMaker maker,
      TaskRouter router,
      TaskView view,
      SubmissionLimits limits,
      InstantSource clock) {
    this.maker = maker;
    this.router = router;
    this.view = view;
    this.limits = limits;
    this.clock = clock;
  }

  /// @throws ProblemException where the task is refused, or it is not known whether it was taken
  PublicTask submit(Submission submission) throws InterruptedException {
    Instant now = clock.instant();
    SubmitTask task = maker.make(submission, now);
    return submission.idempotencyKey().isPresent() ? submitOnce(task, now) : submitNew(task, now);
  }

  private PublicTask submitNew(SubmitTask task, Instant now) {
    try {
      router.send(task, now);
    } catch (NotWritten e) {
      throw limits.notWritten(e);
    }
    return PublicTask.of(begun(task), null);
  }

  private PublicTask submitOnce(SubmitTask task, Instant now) throws InterruptedException {
    Optional<Task> known = view.find(task.tenant(), task.taskId());
    if (known.isEmpty()) {
      try {
        router.send(task, now);
      } catch (NotWritten e) {
        throw limits.undecided();
      }
      known = view.await(task.tenant(), task.taskId(), limits.decisionDeadline(now));
    }
    Task decided = known.orElseThrow(limits::undecided);
    if (!task.bodyHash().equals(decided.bodyHash())) {
      throw ProblemException.of(
          ProblemCode.IDEMPOTENCY_MISMATCH,
          "This Idempotency-Key belongs to task %s, which was submitted with another body."
              .formatted(decided.id()));
    }
    return PublicTask.of(decided, null);
  }

  /// The task before anything has happened to it.
  private static Task begun(SubmitTask task) {
    return new Task(
        task.taskId(),
        task.tenant(),
        task.type(),
        task.queue(),
        task.runAt() == null ? TaskState.QUEUED : TaskState.SCHEDULED,
        1,
        task.origin(),
        task.parent(),
        task.createdAt(),
        task.runAt(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        task.retry(),
        task.notifications(),
        task.tags(),
        task.bodyHash());
  }
}
