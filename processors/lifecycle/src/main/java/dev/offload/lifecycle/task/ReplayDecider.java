package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides whether an ended task is replayed or dropped when somebody asks for it. The command
/// must name the task's current version, so that a command that is repeated counts only once.
///
/// Attempts are not counted from 1 again, so that an earlier run can't be taken for a new one.
/// A task that was still waiting for others when it ended asks those again that are not known to
/// have succeeded. One that gets an input with references asks all of them, also if it has run.
///
/// Children do not run again. The task goes on with their results, and so can't get another
/// input.
record ReplayDecider(HandOuts handOuts) {

  List<TaskEvent> replayed(Ended entry, RetryTask command, Instant now) {
    if (entry.history().version() != command.version()
        || !(entry instanceof Replayable replayable)
        || !canRun(replayable, command)) {
      return List.of();
    }
    Optional<JsonNode> input = Optional.ofNullable(command.input());
    boolean waitsForOthers = replayable.fanOut().isAwaited() || replayable.waitsForFormers(input);
    Optional<Instant> runAt = Optional.ofNullable(command.runAt());
    return waitsForOthers
        ? List.of(new TaskReplayed(input, runAt.filter(at -> at.isAfter(now))))
        : handOuts.replayed(input, runAt, now);
  }

  List<TaskEvent> dropped(Ended entry, DropTask command) {
    return entry.history().version() == command.version()
        ? List.of(new TaskForgotten())
        : List.of();
  }

  private static boolean canRun(Replayable entry, RetryTask command) {
    return command.input() == null
        ? entry.remnant() instanceof Assignment
        : entry.fanOut().equals(FanOut.NONE);
  }
}
