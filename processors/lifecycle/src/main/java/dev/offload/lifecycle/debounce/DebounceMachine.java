package dev.offload.lifecycle.debounce;

import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
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
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.Due;
import dev.offload.lifecycle.machine.Machine;
import dev.offload.schemas.work.DebounceSettled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state machine of debounce keys: the coordinator that decides which of the tasks with one key
/// runs.
///
/// ```
///  a task ──DebounceAsked: when it was made──► coordinator of the key
///     ▲                                          │
///     └──DebounceSettled: it runs, or is replaced┘
///
///             TaskCame                 SeriesEnded
///  Nothing ─────────────► Open ◄──────────────────► Ended ──DebounceForgotten──► Nothing
///                         └─┘ TaskCame    TaskCame
/// ```
/// Later means made later, in whatever order tasks come here.
public final class DebounceMachine
    implements Machine<DebounceEntry, DebounceInput, DebounceEvent, DebounceEffect, Due> {

  @Override
  public DebounceEntry nothing() {
    return new Nothing();
  }

  @Override
  public List<DebounceEvent> decide(DebounceEntry entry, DebounceInput input, Instant now) {
    return DebounceDecider.decide(entry, input, now);
  }

  @Override
  public List<DebounceEvent> follow(DebounceEntry entry, Instant now) {
    return DebounceDecider.follow(entry, now);
  }

  @Override
  public DebounceEntry evolve(DebounceEntry entry, DebounceEvent event) {
    return switch (event) {
      case TaskCame(var task, Instant at) ->
          switch (entry) {
            case Open open -> new Open(task, open.first(), at);
            case Nothing _, Ended _ -> new Open(task, at, at);
          };
      case TaskOvertaken _, TaskLetGo _ -> entry;
      case SeriesEnded(var latest, Instant at) -> new Ended(latest, at);
      case DebounceClockSetBack(Instant at) -> ((Used) entry).notAfter(at);
      case DebounceForgotten _ -> nothing();
    };
  }

  @Override
  public Optional<Deadline<Due>> deadline(DebounceEntry entry) {
    return switch (entry) {
      case Nothing _ -> Optional.empty();
      case Used used -> Optional.of(new Deadline<>(Due.LOOK, used.until()));
    };
  }

  /// After a clock was ahead every key is looked at.
  @Override
  public boolean mayBeTooLate(DebounceEntry entry, Instant due) {
    return true;
  }

  @Override
  public List<DebounceEffect> effects(
      DebounceEntry before, List<DebounceEvent> events, DebounceEntry after, Instant now) {
    List<DebounceEffect> effects = new ArrayList<>(2);
    for (DebounceEvent event : events) {
      switch (event) {
        case TaskOvertaken(var task, var by) ->
            effects.add(new Settle(DebounceSettled.replaced(task, by.taskId())));
        case TaskLetGo(var task) -> effects.add(new Settle(DebounceSettled.running(task)));
        case SeriesEnded(var latest, _) -> effects.add(new Settle(DebounceSettled.running(latest)));
        case TaskCame _, DebounceClockSetBack _, DebounceForgotten _ -> {}
      }
    }
    return effects;
  }
}
