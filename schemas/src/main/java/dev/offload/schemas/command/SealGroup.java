package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;
import java.time.Instant;

/// Seal a group: it ends when the tasks that have joined it have ended. `at` is the time by the
/// requester's clock.
public record SealGroup(GroupId group, String tenant, Instant at) implements GroupCommand {
  public SealGroup {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.present(at, "at");
  }
}
