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
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides how attempts are handed out to workers.
///
/// @param closedUntil present if the work topic is not as it should be; nothing can be handed
///     out before then, so the task waits without holding up others
/// @param line the line in which the task has to wait before it is handed out, if any
record HandOuts(Rules rules, Optional<Instant> closedUntil, Optional<String> line) {
  static HandOuts open(Rules rules) {
    return new HandOuts(rules, Optional.empty(), Optional.empty());
  }

  static HandOuts closedUntil(Rules rules, Instant until) {
    return new HandOuts(rules, Optional.of(until), Optional.empty());
  }

  static HandOuts behind(Rules rules, String line) {
    return new HandOuts(rules, Optional.empty(), Optional.of(line));
  }

  /// A new task is handed out, or waits for its time or in line.
  TaskEvent first(SubmitTask task, Route route, Instant now) {
    if (route == Route.DIRECT) {
      return queued(task, route, now);
    }
    return task.timing()
        .waitsUntil(now)
        .or(this::closedUntil)
        .<TaskEvent>map(runAt -> new TaskScheduled(task, runAt))
        .or(() -> line.map(name -> new TaskLinedUp(task, name, now)))
        .orElseGet(() -> queued(task, route, now));
  }

  TaskQueued queued(SubmitTask task, Route route, Instant now) {
    return new TaskQueued(task, new HandOut(route, now), now.plus(rules.watchAfter()));
  }

  /// Hands an attempt out through the work topic, or has it wait in line.
  TaskEvent next(Instant now) {
    return line.<TaskEvent>map(name -> new TurnAwaited(name, now)).orElseGet(() -> again(now));
  }

  /// Hands an attempt out that was lost and has had its turn.
  TaskEvent again(Instant now) {
    return closedUntil.<TaskEvent>map(DeadlinePostponed::new).orElseGet(() -> handedOut(now));
  }

  /// The turn of an attempt in line has come: it is handed out, or waits in the next line. If
  /// nothing can be handed out, it stays in the line of its queue, where it asks nobody for
  /// units.
  List<TaskEvent> inTurn(InLine entry, Optional<LimitScope> granted, Instant now) {
    List<TaskEvent> events = new ArrayList<>(2);
    granted.map(UnitsTaken::new).ifPresent(events::add);
    if (line.isPresent()) {
      events.add(new TurnAwaited(line.get(), entry.since()));
    } else if (closedUntil.isEmpty()) {
      events.add(handedOut(now));
    } else if (granted.isPresent()) {
      events.add(new TurnAwaited(entry.subject().placement().queue(), entry.since()));
    }
    return events;
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
