package dev.offload.schemas.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.TaskId;
import java.time.Instant;

/// A task that has ended badly is to run again, with another `input` (null: with that it had), at
/// `runAt` (null: at once).
///
/// `version` is that of the end it was asked for: of any other end, and asked again of the same, it
/// changes nothing.
public record RetryTask(TaskId taskId, String tenant, long version, JsonNode input, Instant runAt)
    implements Command {
  public RetryTask {
    Require.present(taskId, "taskId");
    Require.text(tenant, "tenant");
    Require.that(version >= 1, "version", "be 1 or more", version);
  }
}
