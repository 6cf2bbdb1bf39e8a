package dev.offload.schemas.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// Run a task again that has failed, was cancelled or has expired. `input` is null to keep the
/// input it had. `runAt` is null to run it at once.
///
/// `version` is the task's version at the end that this is about. It changes nothing about any
/// other end, nor if it comes twice.
public record RetryTask(TaskId taskId, String tenant, long version, JsonNode input, Instant runAt)
    implements TaskCommand {
  public RetryTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(version >= 1, "version", "be 1 or more", version);
  }
}
