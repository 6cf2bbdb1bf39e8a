package dev.offload.lifecycle.lost;

import dev.offload.lifecycle.queue.KnownQueue;
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
import java.time.Instant;

/// The time up to which everything has been heard that the deadline of a task in `partition` waits
/// for. Its state says whose records those are.
public record HeardOfTask(HeardUntil heard, int partition) {

  /// [Instant#EPOCH] if its deadline does not wait for any.
  public Instant until(TaskEntry entry) {
    return switch (entry) {
      case Unsubmitted _ -> heard.submissions(partition);
      case Waiting _, Debounced _, AwaitingFormers _, InLine _, Delegated _ -> Instant.EPOCH;
      case HandedOut queued -> handOut(queued, queued.record());
      case Running running ->
          running.lease().isPresent()
              ? heard.reports(partition)
              : handOut(running, running.record());
      case Ended ended ->
          ended.stop().map(stop -> handOut(ended, stop.handOut())).orElse(Instant.EPOCH);
    };
  }

  private Instant handOut(Submitted entry, HandOut handOut) {
    KnownQueue queue = KnownQueue.of(entry.subject().placement().queue());
    String topic =
        switch (handOut.topic()) {
          case DIRECT -> queue.direct().name();
          case WORK -> queue.work().name();
        };
    return heard.handOuts(topic, partition);
  }
}
