package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.limit.KnownLimits;
import dev.offload.lifecycle.line.LineRules;
import dev.offload.lifecycle.lost.HeardUntil;
import dev.offload.lifecycle.task.AwaitingFormers;
import dev.offload.lifecycle.task.Debounced;
import dev.offload.lifecycle.task.Delegated;
import dev.offload.lifecycle.task.Ended;
import dev.offload.lifecycle.task.HandOut;
import dev.offload.lifecycle.task.HandedOut;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.Running;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.Unsubmitted;
import dev.offload.lifecycle.task.Waiting;
import dev.offload.lifecycle.timer.TimerConfig;
import java.time.Instant;
import java.util.List;

/// What the processors of an instance's partitions share.
///
/// @param others the machines beside that of tasks
/// @param partitions how many partitions a topic keyed by task id has
/// @param recentBytes how many bytes of tasks each partition keeps decoded, and as many of
///     the entries of each other machine
/// @param lines who goes next when tasks wait for workers
/// @param known all limits
public record PartitionTools(
    TaskEncoder tasks,
    List<SideMachine<?, ?, ?, ?, ?>> others,
    HeardUntil heard,
    AgreedClock clock,
    int partitions,
    long recentBytes,
    LineRules lines,
    KnownLimits known,
    TimerConfig timers,
    Backlog backlog,
    Alarms alarms,
    Instruments instruments) {

  /// The time up to which everything has been heard that the entry's deadline waits for.
  Instant heardUntil(TaskEntry entry, int partition) {
    return switch (entry) {
      case Unsubmitted _ -> heard.submissions(partition);
      case Waiting _, Debounced _, AwaitingFormers _, InLine _, Delegated _ -> Instant.EPOCH;
      case HandedOut queued -> ofHandOut(queued, queued.record(), partition);
      case Running running ->
          running.lease().isPresent()
              ? heard.reports(partition)
              : ofHandOut(running, running.record(), partition);
      case Ended ended ->
          ended
              .stop()
              .map(stop -> ofHandOut(ended, stop.handOut(), partition))
              .orElse(Instant.EPOCH);
    };
  }

  private Instant ofHandOut(Submitted entry, HandOut handOut, int partition) {
    KnownQueue queue = KnownQueue.of(entry.subject().placement().queue());
    String topic =
        switch (handOut.topic()) {
          case DIRECT -> queue.direct().name();
          case WORK -> queue.work().name();
        };
    return heard.handOuts(topic, partition);
  }
}
