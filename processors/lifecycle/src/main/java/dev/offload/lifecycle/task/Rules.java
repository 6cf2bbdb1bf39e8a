package dev.offload.lifecycle.task;

import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;

/// The lengths of time that decisions depend on.
///
/// @param watchAfter when to look for the first time whether a hand-out got lost
/// @param watchAtMost the longest time between two such looks
/// @param watchSlack how much later than a hand-out everything must have been heard, to call the
///     hand-out lost: a transaction's length and the difference of two instances' clocks
/// @param earlyPatience how long early events wait for their submission at least
/// @param retention how long ended tasks are kept
/// @param trustAfter for how long the time has to have gone on steadily before a task is forgotten
///     because of it
public record Rules(
    Duration watchAfter,
    Duration watchAtMost,
    Duration watchSlack,
    Duration earlyPatience,
    Retention retention,
    Duration trustAfter) {

  /// When to forget a task of `tenant` that ends now as `state`.
  Instant forgetAt(String tenant, TaskState state, Instant now) {
    return now.plus(retention.of(tenant, state));
  }

  /// From when on a task may be forgotten by a clock that has gone on steadily since `since`: one
  /// that is kept for less than it takes to trust a clock, after that.
  Instant forgettableAt(Ended entry, Instant since) {
    Duration kept = Duration.between(entry.end().at(), entry.until().at());
    Duration wait = kept.compareTo(trustAfter) < 0 ? kept : trustAfter;
    return wait.isNegative() ? since : since.plus(wait);
  }

  /// When to look next at what was handed out at `since`: ever more seldom, so that a long queue
  /// costs little.
  Instant nextWatch(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    Duration pause = age.compareTo(watchAfter) < 0 ? watchAfter : age;
    return now.plus(pause.compareTo(watchAtMost) > 0 ? watchAtMost : pause);
  }
}
