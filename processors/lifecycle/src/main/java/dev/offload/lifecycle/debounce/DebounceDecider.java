package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEntry.Open;
import dev.offload.lifecycle.debounce.DebounceEntry.Over;
import dev.offload.lifecycle.debounce.DebounceEvent.BurstEnded;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceClockSetBack;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceForgotten;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskCame;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskOvertaken;
import dev.offload.lifecycle.debounce.DebounceInput.Asked;
import dev.offload.lifecycle.debounce.DebounceInput.TimerFired;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what an input means for a debounce key, and what is due.
final class DebounceDecider {
  private DebounceDecider() {}

  static List<DebounceEvent> decide(
      Optional<DebounceEntry> entry, DebounceInput input, Instant now) {
    return switch (input) {
      case Asked(DebounceAsked task) when entry.isEmpty() -> List.of(new TaskCame(task, now));
      case Asked(DebounceAsked task) -> asked(entry.get(), task, now);
      case TimerFired _ -> List.of();
    };
  }

  /// A clock that was ahead is set back, and what is due happens.
  static List<DebounceEvent> follow(Optional<DebounceEntry> entry, Instant now) {
    if (entry.filter(present -> present.isAheadOf(now)).isPresent()) {
      return List.of(new DebounceClockSetBack(now));
    }
    return entry
        .filter(present -> isDue(present, now))
        .map(present -> List.of(ended(present, now)))
        .orElse(List.of());
  }

  private static List<DebounceEvent> asked(DebounceEntry entry, DebounceAsked task, Instant now) {
    DebounceAsked latest = entry.latest();
    if (task.taskId().equals(latest.taskId())) {
      return List.of();
    }
    // By the clock of another replica it may be older than the last one of a burst, and still have
    // been made after the burst. Then running both is better than losing the newer.
    boolean isAfterTheBurst =
        entry instanceof Over over && !task.createdAt().isBefore(over.notAfter(now).at());
    if (latest.isAfter(task) && !isAfterTheBurst) {
      return List.of(new TaskOvertaken(task, latest));
    }
    DebounceEvent came = new TaskCame(task, now);
    // A task that was made after the end of the burst begins another one, although nobody has
    // noticed that end yet.
    if (isDue(entry, now) && !task.createdAt().isBefore(entry.until())) {
      return List.of(ended(entry, now), came);
    }
    return entry instanceof Open open
        ? List.of(new TaskOvertaken(open.latest(), task), came)
        : List.of(came);
  }

  private static boolean isDue(DebounceEntry entry, Instant now) {
    return !entry.until().isAfter(now);
  }

  private static DebounceEvent ended(DebounceEntry entry, Instant now) {
    return switch (entry) {
      case Open open -> new BurstEnded(open.latest(), now);
      case Over _ -> new DebounceForgotten();
    };
  }
}
