package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitStatus;
import dev.offload.schemas.work.LimitUse;
import java.time.Instant;

/// What happens to a limit.
public sealed interface LimitEvent {
  /// Somebody begins to use it.
  record LimitOpened(LimitScope scope, KnownRule rule, Instant at) implements LimitEvent {}

  /// Its rule has changed.
  record LimitRuleReplaced(KnownRule rule, Instant at) implements LimitEvent {}

  /// A partition uses or wants something else than before.
  record LimitUseTold(LimitUse use, Instant at) implements LimitEvent {}

  /// The first task in line of a partition may go on.
  record LimitGranted(int partition, int weight, Instant at) implements LimitEvent {}

  /// A partition is told again what it was granted.
  record LimitGrantRepeated(int partition, Instant at) implements LimitEvent {}

  /// The use of the limit was published.
  record LimitShown(LimitStatus status, Instant at) implements LimitEvent {}

  /// The clock was ahead, and has gone back to `at`.
  record LimitClockSetBack(Instant at) implements LimitEvent {}

  /// The limit is no longer used and is forgotten.
  record LimitForgotten() implements LimitEvent {}
}
