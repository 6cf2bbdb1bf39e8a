package dev.offload.ingest.cancel;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.waiting.WaitReasons;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.CancelTask;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/// Asks the lifecycle to cancel tasks. The task shows the result. Asking twice is the same as
/// asking once.
@ApplicationScoped
class TaskCanceller {
  private final TaskSeeker tasks;
  private final BoundedWriter writer;
  private final WaitReasons reasons;
  private final InstantSource clock;

  TaskCanceller(TaskSeeker tasks, BoundedWriter writer, WaitReasons reasons, InstantSource clock) {
    this.tasks = tasks;
    this.writer = writer;
    this.reasons = reasons;
    this.clock = clock;
  }

  /// @param id as the client wrote it
  /// @return the task as it was when the cancel was requested
  /// @throws ProblemException `not-found`, `unavailable`, or `already-finished`
  /// @throws NotWritten if Kafka did not acknowledge it
  PublicTask cancel(String tenant, String id) throws InterruptedException {
    TaskSnapshot found = tasks.seek(tenant, id);
    Task task = found.task();
    if (task.state().hasEnded()) {
      throw ProblemException.of(
          ProblemCode.ALREADY_FINISHED,
          "The task has already ended: its state is %s.".formatted(task.state()));
    }
    writer.write(
        Topics.COMMANDS,
        task.id().toString(),
        new CancelTask(task.id(), task.tenant(), clock.instant()));
    return reasons.inFull(found);
  }
}
