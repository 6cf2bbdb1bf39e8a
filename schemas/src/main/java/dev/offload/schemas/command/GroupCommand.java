package dev.offload.schemas.command;

import dev.offload.schemas.task.GroupId;

/// What somebody wants to happen to a group.
public sealed interface GroupCommand extends Command permits OpenGroup, SealGroup, CancelGroup {
  GroupId group();

  @Override
  default String key() {
    return group().toString();
  }
}
