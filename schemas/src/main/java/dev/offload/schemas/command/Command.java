package dev.offload.schemas.command;

import dev.offload.schemas.TenantOwned;

/// What somebody wants to happen to a task or to a group: a value of `offload.commands`.
public sealed interface Command extends TenantOwned
    permits TaskCommand, GroupCommand, PartitionCommand {
  /// The key of its record, which says who is told.
  String key();
}
