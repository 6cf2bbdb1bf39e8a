package dev.offload.lifecycle.group;

import dev.offload.lifecycle.machine.Timer;
import dev.offload.schemas.command.GroupCommand;
import dev.offload.schemas.work.GroupCount;
import java.time.Instant;

/// What can reach a group.
public sealed interface GroupInput {
  /// Somebody opens, seals or cancels it.
  record Asked(GroupCommand command) implements GroupInput {}

  /// A partition tells what it knows of the group's tasks.
  record Told(GroupCount count) implements GroupInput {}

  /// The timer that was due at `due` has gone off.
  record TimerFired(Instant due) implements GroupInput, Timer {}
}
