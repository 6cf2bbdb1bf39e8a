package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.schemas.command.SubmitTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides how attempts are handed out to workers.
///
/// @param closedUntil present if the work topic is not as it should be; nothing can be handed
///     out before then, so the task waits without holding up others
record HandOuts(Rules rules, Optional<Instant> closedUntil) {

  /// A new task is handed out, or waits for its time.
  TaskEvent first(SubmitTask task, Route route, Instant now) {
    if (route == Route.DIRECT) {
      return queued(task, route, now);
    }
    return task.timing()
        .waitsUntil(now)
        .or(this::closedUntil)
        .<TaskEvent>map(runAt -> new TaskScheduled(task, runAt))
        .orElseGet(() -> queued(task, route, now));
  }

  TaskQueued queued(SubmitTask task, Route route, Instant now) {
    return new TaskQueued(task, new HandOut(route, now), now.plus(rules.watchAfter()));
  }

  /// Hands an attempt out through the work topic.
  TaskEvent next(Instant now) {
    return closedUntil
        .<TaskEvent>map(DeadlinePostponed::new)
        .orElseGet(
            () -> new AttemptHandedOut(new HandOut(Route.WORK, now), now.plus(rules.watchAfter())));
  }

  /// Replays an ended task, at once or at `runAt`.
  List<TaskEvent> replayed(Optional<JsonNode> input, Optional<Instant> runAt, Instant now) {
    Optional<Instant> later = runAt.filter(at -> at.isAfter(now)).or(this::closedUntil);
    return later.isPresent()
        ? List.of(new TaskReplayed(input, later))
        : List.of(new TaskReplayed(input, Optional.of(now)), next(now));
  }
}
