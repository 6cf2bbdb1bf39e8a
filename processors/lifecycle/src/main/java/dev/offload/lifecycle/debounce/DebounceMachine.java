package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
import dev.offload.lifecycle.debounce.DebounceEvent.BurstEnded;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceClockSetBack;
import dev.offload.lifecycle.debounce.DebounceEvent.DebounceForgotten;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskCame;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskOvertaken;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state machine of debounce keys: the coordinator that decides which of the tasks with one key
/// runs. An empty entry means that nobody has used the key for long.
///
/// ```
///  a task ──DebounceAsked: when it was made──► coordinator of the key
///     ▲                                          │
///     └──DebounceSettled: it runs, or is replaced┘
///
///             TaskCame                  BurstEnded
///  nothing ─────────────► Open ◄──────────────────► Over ──DebounceForgotten──► nothing
///                         └─┘ TaskCame    TaskCame
/// ```
/// Later means made later, in whatever order tasks come here.
public final class DebounceMachine
    implements Machine<
        Optional<DebounceEntry>,
        DebounceInput,
        DebounceEvent,
        DebounceEffect,
        DebounceMachine.Due> {

  /// What the clock does for a debounce key when its deadline has come.
  public enum Due {
    /// Lets the latest task go, or forgets it.
    LOOK
  }

  @Override
  public Optional<DebounceEntry> nothing() {
    return Optional.empty();
  }

  @Override
  public List<DebounceEvent> decide(
      Optional<DebounceEntry> entry, DebounceInput input, Instant now) {
    return DebounceDecider.decide(entry, input, now);
  }

  @Override
  public List<DebounceEvent> follow(Optional<DebounceEntry> entry, Instant now) {
    return DebounceDecider.follow(entry, now);
  }

  @Override
  public Optional<DebounceEntry> evolve(Optional<DebounceEntry> entry, DebounceEvent event) {
    return switch (event) {
      case TaskCame(var task, Instant at) ->
          Optional.of(
              entry.orElse(null) instanceof DebounceEntry.Open open
                  ? new DebounceEntry.Open(task, open.first(), at)
                  : new DebounceEntry.Open(task, at, at));
      case TaskOvertaken _ -> entry;
      case BurstEnded(var latest, Instant at) -> Optional.of(new DebounceEntry.Over(latest, at));
      case DebounceClockSetBack(Instant at) -> entry.map(before -> before.notAfter(at));
      case DebounceForgotten _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(Optional<DebounceEntry> entry) {
    return entry.map(present -> new Deadline<>(Due.LOOK, present.until()));
  }

  /// After a clock was ahead every key is looked at.
  @Override
  public boolean mayBeTooLate(Optional<DebounceEntry> entry, Instant due) {
    return true;
  }

  @Override
  public List<DebounceEffect> effects(
      Optional<DebounceEntry> before,
      List<DebounceEvent> events,
      Optional<DebounceEntry> after,
      Instant now) {
    List<DebounceEffect> effects = new ArrayList<>(2);
    for (DebounceEvent event : events) {
      switch (event) {
        case TaskOvertaken(var task, var by) -> effects.add(settled(task, Optional.of(by)));
        case BurstEnded(var latest, _) -> effects.add(settled(latest, Optional.empty()));
        case TaskCame _, DebounceClockSetBack _, DebounceForgotten _ -> {}
      }
    }
    return effects;
  }

  private static DebounceEffect settled(DebounceAsked task, Optional<DebounceAsked> by) {
    return new Settle(
        new DebounceSettled(
            task.taskId(), task.tenant(), by.map(DebounceAsked::taskId).orElse(null)));
  }
}
