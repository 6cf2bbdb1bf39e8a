package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.timer.TimerSettings;
import dev.offload.lifecycle.trim.Passage;
import java.time.Instant;

/// What a partition's processor works with, the same for all partitions of an instance.
public record Surroundings(
    StepEncoder encoder,
    Passage passage,
    QueueTopics queues,
    TimerSettings timers,
    Instruments instruments) {

  /// Until when the topic that the entry's deadline is about has been passed by its readers.
  Instant passedUntil(TaskEntry entry, int partition) {
    if (entry == null || entry.deadline() == null) {
      return Instant.EPOCH;
    }
    return switch (entry.deadline().kind()) {
      case WATCH -> passage.handOutsPassed(handOutTopic(entry), partition);
      case EARLY -> passage.directPassed(partition);
      case DUE, LEASE, RETENTION -> Instant.EPOCH;
    };
  }

  private static String handOutTopic(TaskEntry entry) {
    KnownQueue queue = KnownQueue.of(entry.task().queue());
    return switch (entry.current().handOut().route()) {
      case DIRECT -> queue.direct().name();
      case WORK -> queue.work().name();
    };
  }
}
