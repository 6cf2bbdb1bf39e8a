package dev.offload.lifecycle.group;

import dev.offload.schemas.Require;
import dev.offload.schemas.task.GroupState;
import java.time.Duration;
import java.time.Instant;

/// The rules of groups.
///
/// @param partitions how many partitions count the tasks of groups
/// @param openAtMost how long a group stays open if nobody seals it
/// @param retention how long a group is kept after its end
public record GroupRules(int partitions, Duration openAtMost, Retention retention) {
  /// How long counts of a group wait for its opening. It is long, because the opening may stand
  /// behind a backlog of other commands.
  static final Duration PATIENCE = Duration.ofDays(1);

  /// How often somebody who seals or cancels a group again can have its partitions asked again.
  static final Duration ASKED_AGAIN_EVERY = Duration.ofMinutes(1);

  /// How long a cancelled group waits for news before it asks its partitions again, and after that
  /// before it ends.
  static final Duration CANCEL_PATIENCE = Duration.ofHours(1);

  /// How long groups are kept.
  @FunctionalInterface
  public interface Retention {
    /// How long a group of `tenant` is kept that has ended as `state`.
    Duration of(String tenant, GroupState state);
  }

  public GroupRules {
    Require.that(partitions >= 1, "partitions", "be 1 or more", partitions);
    Require.that(openAtMost.isPositive(), "openAtMost", "be longer than PT0S", openAtMost);
  }

  Instant forgetAt(String tenant, GroupState state, Instant now) {
    return now.plus(retention.of(tenant, state));
  }
}
