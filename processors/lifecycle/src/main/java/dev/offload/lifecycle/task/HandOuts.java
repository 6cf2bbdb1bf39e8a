package dev.offload.lifecycle.task;

import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.TaskEvent.AttemptHandedOut;
import dev.offload.lifecycle.task.TaskEvent.DeadlinePostponed;
import dev.offload.lifecycle.task.TaskEvent.FormersAwaited;
import dev.offload.lifecycle.task.TaskEvent.TaskDebounced;
import dev.offload.lifecycle.task.TaskEvent.TaskLinedUp;
import dev.offload.lifecycle.task.TaskEvent.TaskQueued;
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
/// @param gate what a task has to pass before
record HandOuts(Rules rules, Gate gate) {

  /// What a task has to pass before it is handed out.
  sealed interface Gate {
    /// Nothing.
    record Open() implements Gate {}

    /// The work topic is not as it should be. Nothing can be handed out before `until`, so the
    /// task waits without holding up others.
    record Closed(Instant until) implements Gate {}

    /// The task waits in line.
    record Behind(Line line) implements Gate {}

    /// It can't run: its queue or tenant is paused, or no worker serves the queue. It waits in
    /// the queue's line and has no units, since others may need them.
    record Stopped(Line.OfQueue line) implements Gate {}
  }

  static HandOuts open(Rules rules) {
    return new HandOuts(rules, new Gate.Open());
  }

  static HandOuts closedUntil(Rules rules, Instant until) {
    return new HandOuts(rules, new Gate.Closed(until));
  }

  static HandOuts behind(Rules rules, Line line) {
    return new HandOuts(rules, new Gate.Behind(line));
  }

  static HandOuts stopped(Rules rules, Line.OfQueue line) {
    return new HandOuts(rules, new Gate.Stopped(line));
  }

  /// A new task is handed out, or waits for its time or in line.
  TaskEvent first(SubmitTask task, QueueTopic topic, Instant now) {
    if (topic == QueueTopic.DIRECT) {
      return queued(task, topic, now);
    }
    if (!task.lineage().formers().isEmpty()) {
      return new FormersAwaited(task);
    }
    Optional<Debounce> debounce = task.timing().debounceIfAny();
    if (debounce.isPresent()) {
      return new TaskDebounced(task, now.plus(debounce.get().quiet()));
    }
    Optional<Instant> runAt = task.timing().waitsUntil(now);
    if (runAt.isPresent()) {
      return new TaskScheduled(task, runAt.get());
    }
    return switch (gate) {
      case Gate.Open _ -> queued(task, topic, now);
      case Gate.Closed(Instant until) -> new TaskScheduled(task, until);
      case Gate.Behind(Line line) -> new TaskLinedUp(task, line, now);
      case Gate.Stopped(Line.OfQueue line) -> new TaskLinedUp(task, line, now);
    };
  }

  TaskQueued queued(SubmitTask task, QueueTopic topic, Instant now) {
    return new TaskQueued(task, new HandOut(topic, now), now.plus(rules.watchAfter()));
  }

  /// Hands an attempt out through the work topic, or has it wait in line.
  TaskEvent next(Instant now) {
    return switch (gate) {
      case Gate.Behind(Line line) -> new TurnAwaited(line, now);
      case Gate.Stopped(Line.OfQueue line) -> new TurnAwaited(line, now);
      case Gate.Open _, Gate.Closed _ -> again(now);
    };
  }

  /// Hands an attempt out that was lost and has had its turn.
  TaskEvent again(Instant now) {
    return gate instanceof Gate.Closed(Instant until)
        ? new DeadlinePostponed(until)
        : handedOut(now);
  }

  /// The turn of an attempt in line has come: it is handed out, or waits in the next line.
  ///
  /// Units are taken in the order of limits, and nobody has units of a limit while it waits for
  /// one that comes before. Otherwise two tasks could wait for each other's units. So if such a
  /// limit is new, later units are given up, and what was granted is not taken. If nothing can be
  /// handed out, the attempt keeps its units and waits in the line of its queue.
  List<TaskEvent> inTurn(InLine entry, Optional<LimitScope> granted, Instant now) {
    return switch (gate) {
      case Gate.Open _ -> {
        List<TaskEvent> events = new ArrayList<>(2);
        granted.map(UnitsTaken::new).ifPresent(events::add);
        events.add(handedOut(now));
        yield events;
      }
      case Gate.Closed _ -> granted.map(scope -> kept(entry, scope)).orElseGet(List::of);
      case Gate.Behind(Line line) -> onward(entry, granted, line);
      case Gate.Stopped(Line.OfQueue line) -> withoutUnits(entry, line);
    };
  }

  /// An attempt in line may be unable to run.
  List<TaskEvent> stopped(InLine entry) {
    return gate instanceof Gate.Stopped(Line.OfQueue line) ? withoutUnits(entry, line) : List.of();
  }

  private static List<TaskEvent> withoutUnits(InLine entry, Line.OfQueue line) {
    List<TaskEvent> events = new ArrayList<>(2);
    List<LimitScope> taken = entry.work().taken();
    if (!taken.isEmpty()) {
      events.add(new UnitsReturned(taken));
    }
    if (!entry.line().equals(line)) {
      events.add(new TurnAwaited(line, entry.since()));
    }
    return events;
  }

  private static List<TaskEvent> kept(InLine entry, LimitScope granted) {
    Line ofQueue = new Line.OfQueue(entry.subject().placement().queue());
    return List.of(new UnitsTaken(granted), new TurnAwaited(ofQueue, entry.since()));
  }

  private static List<TaskEvent> onward(InLine entry, Optional<LimitScope> granted, Line line) {
    List<TaskEvent> events = new ArrayList<>(3);
    Optional<LimitScope> awaited = line.limit();
    granted
        .filter(scope -> awaited.map(next -> isBefore(scope, next)).orElse(true))
        .map(UnitsTaken::new)
        .ifPresent(events::add);
    awaited.flatMap(next -> returned(entry.work().taken(), next)).ifPresent(events::add);
    events.add(new TurnAwaited(line, entry.since()));
    return events;
  }

  /// Those of `taken` that are not taken before units of `next` are given up.
  private static Optional<TaskEvent> returned(List<LimitScope> taken, LimitScope next) {
    List<LimitScope> limits = taken.stream().filter(one -> !isBefore(one, next)).toList();
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

  /// Until when nothing can be handed out; empty if it can be now.
  Optional<Instant> closedUntil() {
    return gate instanceof Gate.Closed(Instant until) ? Optional.of(until) : Optional.empty();
  }
}
