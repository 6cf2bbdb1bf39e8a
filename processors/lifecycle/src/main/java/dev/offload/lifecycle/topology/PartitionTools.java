package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.line.LineRules;
import dev.offload.lifecycle.lost.HeardUntil;
import dev.offload.lifecycle.timer.TimerConfig;
import java.util.List;

/// What the processors of an instance's partitions share.
///
/// @param partitions how many partitions a topic keyed by task id has
public record PartitionTools(
    int partitions,
    Machines machines,
    Flow flow,
    Times times,
    HeardUntil heard,
    Backlog backlog,
    Instruments instruments) {

  /// The machines that run on each partition.
  ///
  /// @param tasks the machine of tasks, and how its steps are written
  /// @param others those beside it
  /// @param recentBytes how many bytes of tasks each partition keeps decoded, and as many of
  ///     the entries of each other machine
  public record Machines(
      TaskEncoder tasks, List<SideMachine<?, ?, ?, ?, ?>> others, long recentBytes) {}

  /// What holds tasks up.
  ///
  /// @param lines who goes next when tasks wait for workers
  /// @param limits all limits
  public record Flow(LineRules lines, KnownLimits limits) {}

  /// What time it is, and when to look again.
  public record Times(AgreedClock clock, TimerConfig timers, Alarms alarms) {}
}
