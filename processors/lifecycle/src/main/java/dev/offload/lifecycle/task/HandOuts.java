package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.schemas.command.SubmitTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides how attempts are handed out to workers.
///
/// @param closedUntil present if the work topic is not as it should be; nothing can be handed
///     out before then, so the task waits without holding up others
/// @param othersBefore whether others are before the task, so that it waits for its turn
record HandOuts(Rules rules, Optional<Instant> closedUntil, boolean othersBefore) {
  static HandOuts open(Rules rules) {
    return new HandOuts(rules, Optional.empty(), false);
  }

  static HandOuts closedUntil(Rules rules, Instant until) {
    return new HandOuts(rules, Optional.of(until), false);
  }

  static HandOuts behindOthers(Rules rules) {
    return new HandOuts(rules, Optional.empty(), true);
  }

  /// A new task is handed out, or waits for its time.
  TaskEvent first(SubmitTask task, Route route, Instant now) {
    if (route == Route.DIRECT) {
      return queued(task, route, now);
    }
    return task.timing()
        .waitsUntil(now)
        .or(this::closedUntil)
        .<TaskEvent>map(runAt -> new TaskScheduled(task, runAt))
        .orElseGet(() -> othersBefore ? new TaskLinedUp(task, now) : queued(task, route, now));
  }

  TaskQueued queued(SubmitTask task, Route route, Instant now) {
    return new TaskQueued(task, new HandOut(route, now), now.plus(rules.watchAfter()));
  }

  /// Hands an attempt out through the work topic, or has it wait for its turn.
  TaskEvent next(Instant now) {
    return othersBefore ? new TurnAwaited(now) : again(now);
  }

  /// Hands an attempt out that was lost and has had its turn.
  TaskEvent again(Instant now) {
    return closedUntil.<TaskEvent>map(DeadlinePostponed::new).orElseGet(() -> handedOut(now));
  }

  /// Hands an attempt out whose turn has come. If that can't be, it stays in line.
  List<TaskEvent> inTurn(Instant now) {
    return closedUntil.isPresent() ? List.of() : List.of(handedOut(now));
  }

  private AttemptHandedOut handedOut(Instant now) {
    return new AttemptHandedOut(new HandOut(Route.WORK, now), now.plus(rules.watchAfter()));
  }

  /// Replays an ended task, at once or at `runAt`.
  List<TaskEvent> replayed(Optional<JsonNode> input, Optional<Instant> runAt, Instant now) {
    Optional<Instant> later = runAt.filter(at -> at.isAfter(now)).or(this::closedUntil);
    return later.isPresent()
        ? List.of(new TaskReplayed(input, later))
        : List.of(new TaskReplayed(input, Optional.of(now)), next(now));
  }
}
