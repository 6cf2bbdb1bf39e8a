package dev.offload.lifecycle.task;

import dev.offload.schemas.task.TaskState;
import java.time.Duration;
import java.time.Instant;

/// The lengths of time that decisions depend on.
///
/// @param watchAfter how long after a hand-out it is first checked whether it was lost
/// @param watchAtMost the longest time between two such checks
/// @param watchSlack how long after a hand-out everything must have been heard before the
///     hand-out counts as lost; it covers a transaction's length and the difference between
///     two instances' clocks
/// @param earlyPatience how long early events wait at least for their submission
/// @param retention how long ended tasks are kept
/// @param trustAfter for how long the clock must have run steadily before tasks are forgotten
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

  /// When a task may be forgotten if the clock has run steadily since `since`. A task
  /// that is kept for less time than it takes to trust a clock waits only that long.
  Instant forgettableAt(Ended entry, Instant since) {
    Duration kept = Duration.between(entry.end().at(), entry.until().at());
    Duration wait = kept.compareTo(trustAfter) < 0 ? kept : trustAfter;
    return wait.isNegative() ? since : since.plus(wait);
  }

  /// When to check again what was handed out at `since`. Checks become rarer, so that a long
  /// queue costs little.
  Instant nextWatch(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    Duration pause = age.compareTo(watchAfter) < 0 ? watchAfter : age;
    return now.plus(pause.compareTo(watchAtMost) > 0 ? watchAtMost : pause);
  }
}
