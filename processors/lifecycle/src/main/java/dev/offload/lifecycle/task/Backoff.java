package dev.offload.lifecycle.task;

import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.TaskId;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// How long a task waits after a failed attempt: its policy's exponential back-off with
/// jitter, but at least as long as the worker asked for. The same attempt of the same task
/// always waits equally long, so that a decision can be computed again.
final class Backoff {
  private Backoff() {}

  static Duration after(TaskId id, int attempt, RetryPolicy policy, Optional<Duration> retryAfter) {
    Duration delay =
        switch (policy.jitter()) {
          case NONE -> policy.ceilingAfter(attempt);
          case FULL -> random(id, attempt, 0, policy.ceilingAfter(attempt).toMillis());
          case SLIGHT -> slightlyRandom(id, attempt, policy.ceilingAfter(attempt).toMillis());
        };
    return retryAfter
        .filter(asked -> asked.compareTo(delay) > 0)
        .map(Backoff::atMostLongest)
        .orElse(delay);
  }

  static Duration atMostLongest(Duration wanted) {
    if (wanted.isNegative()) {
      return Duration.ZERO;
    }
    return wanted.compareTo(RetryPolicy.LONGEST_DELAY) > 0 ? RetryPolicy.LONGEST_DELAY : wanted;
  }

  private static Duration slightlyRandom(TaskId id, int attempt, long millis) {
    long tenth = millis / 10;
    return random(id, attempt, millis - tenth, millis + tenth);
  }

  /// Both bounds are included.
  private static Duration random(TaskId id, int attempt, long least, long most) {
    long seed =
        id.uuid().getMostSignificantBits()
            ^ Long.rotateLeft(id.uuid().getLeastSignificantBits(), 1);
    return Duration.ofMillis(new SplittableRandom(seed + attempt).nextLong(least, most + 1));
  }
}
