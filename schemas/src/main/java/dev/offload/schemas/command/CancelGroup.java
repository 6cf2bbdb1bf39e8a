package dev.offload.schemas.command;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupId;
import java.time.Instant;

/// Cancel a group: it is sealed, and its tasks are cancelled. `at` is the time by the requester's
/// clock.
public record CancelGroup(GroupId group, String tenant, Instant at) implements GroupCommand {
  public CancelGroup {
    Require.present(group, "group");
    Require.text(tenant, "tenant");
    Require.present(at, "at");
  }
}
