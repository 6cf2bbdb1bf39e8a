package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitStatus;

/// What a step of a limit's coordinator tells others.
public sealed interface LimitEffect {
  /// What a partition is granted, for `offload.coordination`.
  record TellPartition(LimitGrant grant) implements LimitEffect {}

  /// Where the limit stands, for `offload.limits`.
  record ShowLimit(LimitStatus status) implements LimitEffect {}

  /// The limit is not used any more: a tombstone on `offload.limits` with the key of `last`.
  record ForgetLimit(LimitStatus last) implements LimitEffect {}
}
