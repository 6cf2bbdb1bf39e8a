package dev.offload.lifecycle.debounce;

import dev.offload.schemas.work.DebounceAsked;
import java.time.Instant;

/// What happens to a debounce key.
public sealed interface DebounceEvent {
  /// A task is the latest one from `at` on. It begins a series, or goes on with one.
  record TaskCame(DebounceAsked task, Instant at) implements DebounceEvent {}

  /// A task is replaced by a later one.
  record TaskOvertaken(DebounceAsked task, DebounceAsked by) implements DebounceEvent {}

  /// A task runs although it is not the latest one. The series goes on.
  record TaskLetGo(DebounceAsked task) implements DebounceEvent {}

  /// The latest task runs.
  record SeriesEnded(DebounceAsked latest, Instant at) implements DebounceEvent {}

  /// The clock was ahead, and has gone back to `at`.
  record DebounceClockSetBack(Instant at) implements DebounceEvent {}

  /// The key has not been used for long and is forgotten.
  record DebounceForgotten() implements DebounceEvent {}
}
