package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEntry.Ended;
import dev.offload.lifecycle.debounce.DebounceEntry.Nothing;
import dev.offload.lifecycle.debounce.DebounceEntry.Open;
import dev.offload.lifecycle.debounce.DebounceEntry.Used;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceClockSetBack;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceForgotten;
import dev.offload.lifecycle.debounce.DebounceEvent.SeriesEnded;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskCame;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskLetGo;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskOvertaken;
import dev.offload.lifecycle.debounce.DebounceInput.Asked;
import dev.offload.lifecycle.debounce.DebounceInput.TimerFired;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;
import java.util.List;

/// Decides what an input means for a debounce key, and what is due.
final class DebounceDecider {
  private DebounceDecider() {}

  static List<DebounceEvent> decide(DebounceEntry entry, DebounceInput input, Instant now) {
    return switch (input) {
      case Asked(DebounceAsked task) ->
          switch (entry) {
            case Nothing _ -> List.of(new TaskCame(task, now));
            case Used used -> asked(used, task, now);
          };
      case TimerFired _ -> List.of();
    };
  }

  /// A clock that was ahead is set back, and what is due happens.
  static List<DebounceEvent> follow(DebounceEntry entry, Instant now) {
    return switch (entry) {
      case Used used when used.isAheadOf(now) -> List.of(new DebounceClockSetBack(now));
      case Used used when isDue(used, now) -> List.of(ended(used, now));
      case Nothing _, Used _ -> List.of();
    };
  }

  private static List<DebounceEvent> asked(Used entry, DebounceAsked task, Instant now) {
    DebounceAsked latest = entry.latest();
    // An id that was given back can be that of another task, which was made at another time.
    boolean isSameId = task.taskId().equals(latest.taskId());
    if (isSameId && task.createdAt().equals(latest.createdAt())) {
      return List.of();
    }
    // By the clock of another replica it was made earlier. If it has the id now, nobody else would
    // let it go. If it had the id once, its answer is for nobody.
    if (isSameId && task.createdAt().isBefore(latest.createdAt())) {
      return List.of(new TaskLetGo(task));
    }
    if (latest.isAfter(task) && !isAfterTheSeries(entry, task, now)) {
      return List.of(new TaskOvertaken(task, latest));
    }
    DebounceEvent came = new TaskCame(task, now);
    // A task that was made after the end of the series begins another one, although nobody has
    // noticed that end yet.
    if (isDue(entry, now) && !task.createdAt().isBefore(entry.until())) {
      return List.of(ended(entry, now), came);
    }
    return switch (entry) {
      case Open _ when isSameId -> List.of(came);
      case Open open -> List.of(new TaskOvertaken(open.latest(), task), came);
      case Ended _ -> List.of(came);
    };
  }

  /// By the clock of another replica a task may be older than the last one of a series, and still
  /// have been made after the series. Then running both is better than losing the newer.
  private static boolean isAfterTheSeries(Used entry, DebounceAsked task, Instant now) {
    return switch (entry) {
      case Open _ -> false;
      case Ended(_, Instant at) ->
          !task.createdAt().isBefore(at) || !task.createdAt().isBefore(now);
    };
  }

  private static boolean isDue(Used entry, Instant now) {
    return !entry.until().isAfter(now);
  }

  private static DebounceEvent ended(Used entry, Instant now) {
    return switch (entry) {
      case Open open -> new SeriesEnded(open.latest(), now);
      case Ended _ -> new DebounceForgotten();
    };
  }
}
