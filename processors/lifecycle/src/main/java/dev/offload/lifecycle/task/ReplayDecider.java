package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what becomes of tasks that have ended, where somebody asks for it: to run again, to be
/// forgotten. Asked for another end than the present one, nothing happens: a command that comes
/// twice counts once.
///
/// The attempts go on counting, so that no run of before is taken for one of now. Children are not
/// run again: the task goes on with what became of them, and so not with another input.
record ReplayDecider(HandOuts handOuts) {

  List<TaskEvent> replayed(Ended entry, RetryTask command, Instant now) {
    if (entry.history().version() != command.version()
        || !(entry instanceof Replayable replayable)
        || !canRun(replayable, command)) {
      return List.of();
    }
    Optional<JsonNode> input = Optional.ofNullable(command.input());
    return replayable.fanOut().isAwaited()
        ? List.of(new TaskReplayed(input, Optional.empty()))
        : handOuts.replayed(input, Optional.ofNullable(command.runAt()), now);
  }

  List<TaskEvent> dropped(Ended entry, DropTask command) {
    return entry.history().version() == command.version()
        ? List.of(new TaskForgotten())
        : List.of();
  }

  private static boolean canRun(Replayable entry, RetryTask command) {
    return command.input() == null
        ? entry.assignment().run().input() != null
        : entry.fanOut().equals(FanOut.NONE);
  }
}
