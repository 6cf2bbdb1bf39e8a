package dev.offload.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.submit.FileHolds;
import dev.offload.ingest.submit.InputRules;
import dev.offload.ingest.task.Finding;
import dev.offload.ingest.task.LookupConfig;
import dev.offload.ingest.task.TaskFinder;
import dev.offload.ingest.task.TaskSeeker;
import dev.offload.ingest.task.TaskTag;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.kafka.write.NotWritten;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.command.Command;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/// Asks the lifecycle to replay or drop one ended task, and waits for its decision. If it is asked
/// twice about the same end, it decides once.
@ApplicationScoped
public class EndedTask {
  private final TaskSeeker seeker;
  private final TaskFinder finder;
  private final BoundedWriter writer;
  private final InputRules rules;
  private final StorageGuard storage;
  private final LookupConfig config;

  EndedTask(
      TaskSeeker seeker,
      TaskFinder finder,
      BoundedWriter writer,
      InputRules rules,
      StorageGuard storage,
      LookupConfig config) {
    this.seeker = seeker;
    this.finder = finder;
    this.writer = writer;
    this.rules = rules;
    this.storage = storage;
    this.config = config;
  }

  /// @param edited makes the input to run with from the task; null keeps the input it had
  /// @return the task, which runs again
  public TaskSnapshot retry(String tenant, String id, Function<Task, JsonNode> edited)
      throws InterruptedException {
    Task task = ended(tenant, id).task();
    if (task.state() == TaskState.SUCCEEDED) {
      throw ProblemException.of(
          ProblemCode.ALREADY_FINISHED,
          "The task has succeeded. To run it again, submit a new task.");
    }
    JsonNode input = edited.apply(task);
    storage.requireRoomForWork();
    retry(task, input);
    return switch (finder.findDecided(tenant, task.id())) {
      case Finding.Found(var after) when after.task().version() > task.version() -> after;
      case Finding.Found(_) ->
          throw ProblemException.of(ProblemCode.NOT_REPLAYABLE, refusal(input));
      case Finding.Absent() -> throw ProblemException.notFound("task");
      case Finding.Undecided() -> throw undecided();
    };
  }

  private void retry(Task task, JsonNode input) {
    RetryTask command = new RetryTask(task.id(), task.tenant(), task.version(), input, null);
    if (input == null) {
      write(command);
      return;
    }
    try (FileHolds _ = rules.hold(task.tenant(), input)) {
      write(command);
    }
  }

  void drop(String tenant, String id, Preconditions conditions) throws InterruptedException {
    TaskSnapshot found = ended(tenant, id);
    conditions.require(Optional.of(TaskTag.of(found.toPublic())), "task");
    Task task = found.task();
    write(new DropTask(task.id(), tenant, task.version()));
    switch (finder.findDecided(tenant, task.id())) {
      case Finding.Absent() -> {
        // As asked for.
      }
      case Finding.Found(_) -> throw notEnded();
      case Finding.Undecided() -> throw undecided();
    }
  }

  private TaskSnapshot ended(String tenant, String id) throws InterruptedException {
    TaskSnapshot found = seeker.seek(tenant, id);
    if (!found.task().state().hasEnded()) {
      throw notEnded();
    }
    return found;
  }

  private void write(Command command) {
    try {
      writer.write(Topics.COMMANDS, command.key(), command);
    } catch (NotWritten _) {
      throw undecided();
    }
  }

  /// Why the lifecycle does not run a task again, with `input` or with the input it had.
  private static String refusal(JsonNode input) {
    return input == null
        ? "The input of the task was not kept. Send an input, or submit a new task."
        : "The task was split into children, so its input can't change. Submit a new task.";
  }

  private static ProblemException notEnded() {
    return ProblemException.of(
        ProblemCode.NOT_FINISHED, "The task has not ended. This is possible only after its end.");
  }

  private ProblemException undecided() {
    return ProblemException.unavailable(
        "This is not decided yet. It is safe to ask again.", config.retryAfter());
  }
}
