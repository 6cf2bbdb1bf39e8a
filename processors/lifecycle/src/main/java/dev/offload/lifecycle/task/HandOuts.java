package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaited;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
import dev.offload.lifecycle.task.TaskEvent.TaskReplayed;
import dev.offload.lifecycle.task.TaskEvent.TaskScheduled;
import dev.offload.lifecycle.task.TaskEvent.TurnAwaited;
import dev.offload.lifecycle.task.TaskEvent.UnitsReturned;
import dev.offload.lifecycle.task.TaskEvent.UnitsTaken;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.config.LimitScope.OfKey;
import dev.offload.schemas.config.LimitScope.OfQueue;
import dev.offload.schemas.config.LimitScope.OfTenant;
import dev.offload.schemas.task.Debounce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides how attempts are handed out to workers.
///
/// @param closedUntil present if the work topic is not as it should be; nothing can be handed
///     out before then, so the task waits without holding up others
/// @param line the line in which the task has to wait before it is handed out, if any
record HandOuts(Rules rules, Optional<Instant> closedUntil, Optional<Line> line) {
  static HandOuts open(Rules rules) {
    return new HandOuts(rules, Optional.empty(), Optional.empty());
  }

  static HandOuts closedUntil(Rules rules, Instant until) {
    return new HandOuts(rules, Optional.of(until), Optional.empty());
  }

  static HandOuts behind(Rules rules, Line line) {
    return new HandOuts(rules, Optional.empty(), Optional.of(line));
  }

  /// A new task is handed out, or waits for its time or in line.
  TaskEvent first(SubmitTask task, QueueTopic topic, Instant now) {
    if (topic == QueueTopic.DIRECT) {
      return queued(task, topic, now);
    }
    if (!task.lineage().formers().isEmpty()) {
      return new FormersAwaited(task);
    }
    Debounce debounce = task.timing().debounce();
    if (debounce != null) {
      return new TaskDebounced(task, now.plus(debounce.quiet()));
    }
    return task.timing()
        .waitsUntil(now)
        .or(this::closedUntil)
        .<TaskEvent>map(runAt -> new TaskScheduled(task, runAt))
        .or(() -> line.map(next -> new TaskLinedUp(task, next, now)))
        .orElseGet(() -> queued(task, topic, now));
  }

  TaskQueued queued(SubmitTask task, QueueTopic topic, Instant now) {
    return new TaskQueued(task, new HandOut(topic, now), now.plus(rules.watchAfter()));
  }

  /// Hands an attempt out through the work topic, or has it wait in line.
  TaskEvent next(Instant now) {
    return line.<TaskEvent>map(next -> new TurnAwaited(next, now)).orElseGet(() -> again(now));
  }

  /// Hands an attempt out that was lost and has had its turn.
  TaskEvent again(Instant now) {
    return closedUntil.<TaskEvent>map(DeadlinePostponed::new).orElseGet(() -> handedOut(now));
  }

  /// The turn of an attempt in line has come: it is handed out, or waits in the next line.
  ///
  /// Units are taken in the order of limits, and nobody has units of a limit while it waits for
  /// one that comes before. Otherwise two tasks could wait for each other's units. So if such a
  /// limit is new, later units are given up, and what was granted is not taken. If nothing can be
  /// handed out, the attempt keeps its units and waits in the line of its queue.
  List<TaskEvent> inTurn(InLine entry, Optional<LimitScope> granted, Instant now) {
    List<TaskEvent> events = new ArrayList<>(3);
    List<LimitScope> taken = entry.work().taken();
    if (line.isPresent()) {
      Optional<LimitScope> awaited = line.get().limit();
      granted
          .filter(scope -> awaited.map(next -> isBefore(scope, next)).orElse(true))
          .map(UnitsTaken::new)
          .ifPresent(events::add);
      awaited.ifPresent(
          next ->
              returned(taken.stream().filter(one -> !isBefore(one, next)).toList())
                  .ifPresent(events::add));
      events.add(new TurnAwaited(line.get(), entry.since()));
    } else {
      granted.map(UnitsTaken::new).ifPresent(events::add);
      if (closedUntil.isEmpty()) {
        events.add(handedOut(now));
      } else if (granted.isPresent()) {
        Line ofQueue = new Line.OfQueue(entry.subject().placement().queue());
        events.add(new TurnAwaited(ofQueue, entry.since()));
      }
    }
    return events;
  }

  private static Optional<TaskEvent> returned(List<LimitScope> limits) {
    return limits.isEmpty() ? Optional.empty() : Optional.of(new UnitsReturned(limits));
  }

  /// Whether units of `one` are taken before those of `other`.
  private static boolean isBefore(LimitScope one, LimitScope other) {
    return place(one) < place(other);
  }

  private static int place(LimitScope limit) {
    return switch (limit) {
      case OfKey _ -> 0;
      case OfTenant _ -> 1;
      case OfQueue _ -> 2;
    };
  }

  private AttemptHandedOut handedOut(Instant now) {
    return new AttemptHandedOut(new HandOut(QueueTopic.WORK, now), now.plus(rules.watchAfter()));
  }

  /// Replays an ended task, at once or at `runAt`.
  List<TaskEvent> replayed(Optional<JsonNode> input, Optional<Instant> runAt, Instant now) {
    Optional<Instant> later = runAt.filter(at -> at.isAfter(now)).or(this::closedUntil);
    return later.isPresent()
        ? List.of(new TaskReplayed(input, later))
        : List.of(new TaskReplayed(input, Optional.of(now)), next(now));
  }
}
