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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what an input means for a debounce key.
final class DebounceDecider {
  private final DebounceMachine machine;
  private final Instant now;
  private final List<DebounceEvent> events = new ArrayList<>(3);
  private Optional<DebounceEntry> entry;

  private DebounceDecider(DebounceMachine machine, Optional<DebounceEntry> entry, Instant now) {
    this.machine = machine;
    this.entry = entry;
    this.now = now;
  }

  /// What `input` makes happen to `entry`.
  static List<DebounceEvent> decide(
      DebounceMachine machine, Optional<DebounceEntry> entry, DebounceInput input, Instant now) {
    DebounceDecider decider = new DebounceDecider(machine, entry, now);
    entry
        .filter(before -> before.isAheadOf(now))
        .ifPresent(_ -> decider.happens(new DebounceClockSetBack(now)));
    switch (input) {
      case Asked(DebounceAsked task) -> decider.asked(task);
      case TimerFired _ -> {}
    }
    decider.look();
    return List.copyOf(decider.events);
  }

  private void asked(DebounceAsked task) {
    if (entry.isEmpty()) {
      happens(new TaskCame(task, now));
      return;
    }
    DebounceAsked latest = entry.get().latest();
    if (task.taskId().equals(latest.taskId())) {
      return;
    }
    if (latest.isAfter(task)) {
      happens(new TaskOvertaken(task, latest));
      return;
    }
    // A task that was made after the end of the burst begins another one, although nobody has
    // noticed that end yet.
    if (!task.createdAt().isBefore(entry.get().until())) {
      look();
    }
    if (entry.orElse(null) instanceof Open open) {
      happens(new TaskOvertaken(open.latest(), task));
    }
    happens(new TaskCame(task, now));
  }

  /// What is due happens.
  private void look() {
    if (entry.filter(present -> !present.until().isAfter(now)).isEmpty()) {
      return;
    }
    switch (entry.get()) {
      case Open open -> happens(new BurstEnded(open.latest(), now));
      case Over _ -> happens(new DebounceForgotten());
    }
  }

  private void happens(DebounceEvent event) {
    events.add(event);
    entry = machine.evolve(entry, event);
  }
}
