package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.task.Delegated;
import dev.offload.lifecycle.task.Ended;
import dev.offload.lifecycle.task.HandOut;
import dev.offload.lifecycle.task.HandedOut;
import dev.offload.lifecycle.task.Running;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.Unsubmitted;
import dev.offload.lifecycle.task.Waiting;
import dev.offload.lifecycle.timer.TimerSettings;
import dev.offload.lifecycle.trim.Passage;
import java.time.Instant;

/// What a partition's processor works with, the same for all partitions of an instance;
/// `partitions` is how many topics keyed by task id have.
public record Surroundings(
    TaskEncoder tasks,
    ScheduleMachine schedules,
    Passage passage,
    AgreedClock clock,
    int partitions,
    TimerSettings timers,
    Backlog backlog,
    Instruments instruments) {

  /// Until when the topic that the entry's deadline waits for has been passed by its readers.
  Instant passedUntil(TaskEntry entry, int partition) {
    return switch (entry) {
      case Unsubmitted _ -> passage.directPassed(partition);
      case Waiting _, Delegated _ -> Instant.EPOCH;
      case HandedOut queued -> passed(queued, queued.record(), partition);
      case Running running ->
          running.lease().isPresent()
              ? passage.reportsPassed(partition)
              : passed(running, running.record(), partition);
      case Ended ended ->
          ended.stop().map(stop -> passed(ended, stop.handOut(), partition)).orElse(Instant.EPOCH);
    };
  }

  private Instant passed(Submitted entry, HandOut handOut, int partition) {
    KnownQueue queue = KnownQueue.of(entry.subject().queue());
    String topic =
        switch (handOut.route()) {
          case DIRECT -> queue.direct().name();
          case WORK -> queue.work().name();
        };
    return passage.handOutsPassed(topic, partition);
  }
}
