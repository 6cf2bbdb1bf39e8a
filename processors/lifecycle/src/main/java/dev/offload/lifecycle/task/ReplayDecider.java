package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.TaskEvent.GoesOn;
import dev.offload.lifecycle.task.TaskEvent.TaskForgotten;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.schemas.command.DropTask;
import dev.offload.schemas.command.RetryTask;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.References;
import dev.offload.schemas.task.Successor;
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
        || !(entry instanceof Replayable replayable)) {
      return List.of();
    }
    Optional<Again> again =
        Optional.ofNullable(command.input())
            .map(input -> withInput(replayable, input))
            .orElseGet(() -> asItWas(replayable));
    Optional<Instant> runAt = Optional.ofNullable(command.runAt());
    return again.map(what -> replayed(replayable, what, runAt, now)).orElse(List.of());
  }

  List<TaskEvent> dropped(Ended entry, DropTask command) {
    return entry.history().version() == command.version()
        ? List.of(new TaskForgotten())
        : List.of();
  }

  /// What a task runs with when it is replayed, and the files that it needs for that.
  private record Again(Assignment assignment, Optional<List<String>> needs) {
    TaskReplayed goingOn(GoesOn how) {
      return new TaskReplayed(assignment, needs, how);
    }
  }

  private static Optional<Again> asItWas(Replayable entry) {
    return entry
        .remnant()
        .whole()
        .map(assignment -> new Again(assignment, entry.history().needs()));
  }

  private static Optional<Again> withInput(Replayable entry, JsonNode input) {
    if (!entry.fanOut().equals(FanOut.NONE)) {
      return Optional.empty();
    }
    Remnant kept = entry.remnant();
    List<String> ofSuccessors = Successor.files(kept.successors().then());
    Optional<Formers> asked =
        waitsForFormers(entry, input) ? Optional.of(Formers.UNHEARD) : Optional.empty();
    return Optional.of(
        new Again(kept.withInput(input, asked), Optional.of(NamedFiles.and(ofSuccessors, input))));
  }

  /// It ended while it waited for them, or its new input has references to them.
  private static boolean waitsForFormers(Replayable entry, JsonNode input) {
    return entry.remnant().formers().isPresent()
        || (!entry.subject().lineage().formers().isEmpty() && References.isIn(input));
  }

  /// A time that has come does not hold up a task that waits for others.
  private List<TaskEvent> replayed(
      Replayable entry, Again again, Optional<Instant> runAt, Instant now) {
    Optional<GoesOn> later = runAt.filter(at -> at.isAfter(now)).map(GoesOn.At::new);
    if (again.assignment().formers().isPresent()) {
      return List.of(again.goingOn(later.orElse(new GoesOn.AfterFormers())));
    }
    if (entry.fanOut().isAwaited()) {
      return List.of(again.goingOn(later.orElse(new GoesOn.AfterChildren())));
    }
    return later
        .or(() -> handOuts.closedUntil().map(GoesOn.At::new))
        .<List<TaskEvent>>map(at -> List.of(again.goingOn(at)))
        .orElseGet(() -> List.of(again.goingOn(new GoesOn.At(now)), handOuts.next(now)));
  }
}
