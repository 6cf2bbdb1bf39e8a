package dev.offload.lifecycle.line;

import java.time.Duration;
import java.time.Instant;

/// How many tasks of one queue a partition has handed out at most.
///
/// What is handed out is not overtaken any more, so it should be little; but if it were too
/// little, workers would wait for the lifecycle. So it follows how long tasks wait for a worker
/// after they were handed out: while that is short and others are in line, it grows; if it is
/// long, it shrinks. It is never less than the workers' slots, since all tasks may be of one
/// partition.
final class Window {
  static final int MOST = 10_000;
  static final Duration LONG = Duration.ofMillis(1200);
  static final Duration SHORT = Duration.ofMillis(700);
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private int least = 1;
  private int size;
  private Instant lookedAt = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private int starts;

  int size() {
    return Math.max(least, size);
  }

  /// A task has started that had been handed out for so long.
  void started(Duration wait) {
    waited = waited.plus(wait.isNegative() ? Duration.ZERO : wait);
    starts++;
  }

  boolean isTimeToLook(Instant now) {
    return now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(BETWEEN_LOOKS));
  }

  /// `slots` is how many tasks the queue's workers can run.
  void look(int slots, boolean othersWait, Instant now) {
    lookedAt = now;
    least = Math.min(MOST, slots);
    if (starts > 0) {
      Duration usual = waited.dividedBy(starts);
      if (usual.compareTo(LONG) > 0) {
        size = size() * 3 / 4;
      } else if (othersWait && usual.compareTo(SHORT) < 0) {
        size = Math.min(MOST, size() * 3 / 2 + 1);
      }
    }
    waited = Duration.ZERO;
    starts = 0;
  }
}
