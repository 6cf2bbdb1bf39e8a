package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.clock.AgreedClock;
import dev.offload.lifecycle.schedule.ScheduleStepper;
import dev.offload.lifecycle.task.HandOut;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.timer.TimerSettings;
import dev.offload.lifecycle.trim.Passage;
import java.time.Instant;

/// What a partition's processor works with, the same for all partitions of an instance;
/// `partitions` is how many topics keyed by task id have.
public record Surroundings(
    StepEncoder encoder,
    ScheduleStepper schedules,
    Passage passage,
    AgreedClock clock,
    int partitions,
    TimerSettings timers,
    Instruments instruments) {

  /// Until when the topic that the entry's deadline waits for has been passed by its readers.
  Instant passedUntil(TaskEntry entry, int partition) {
    if (entry == null || entry.deadline() == null) {
      return Instant.EPOCH;
    }
    return switch (entry.deadline().kind()) {
      case WATCH -> passed(entry, entry.current().handOut(), partition);
      case STOP -> passed(entry, entry.stop().handOut(), partition);
      case EARLY -> passage.directPassed(partition);
      case LEASE -> passage.reportsPassed(partition);
      case DUE, EXPIRY, RETENTION -> Instant.EPOCH;
    };
  }

  private Instant passed(TaskEntry entry, HandOut handOut, int partition) {
    KnownQueue queue = KnownQueue.of(entry.task().queue());
    String topic =
        switch (handOut.route()) {
          case DIRECT -> queue.direct().name();
          case WORK -> queue.work().name();
        };
    return passage.handOutsPassed(topic, partition);
  }
}
