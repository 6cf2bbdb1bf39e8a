package dev.offload.schemas.work;

import dev.offload.schemas.PartitionKey;
import dev.offload.schemas.Require;
import dev.offload.schemas.config.LimitScope;

/// What the coordinator of a limit grants a partition of the lifecycle. Both numbers are totals
/// over all grants to the same ledger, so it does no harm if a record is read twice.
///
/// @param scope the exact scope that is limited
/// @param partition who is granted it
/// @param ledger the number of the partition's ledger that it is for
/// @param starts how many tasks the grants were for
/// @param granted how many units they had
public record LimitGrant(LimitScope scope, int partition, long ledger, long starts, long granted)
    implements Coordination {

  public LimitGrant {
    requireExact(scope);
    Require.that(partition >= 0, "partition", "be 0 or more", partition);
    Require.that(ledger >= 0, "ledger", "be 0 or more", ledger);
    requireTotals(starts, granted);
  }

  /// The partition is told.
  @Override
  public String key() {
    return PartitionKey.of(partition);
  }

  static void requireExact(LimitScope scope) {
    Require.that(
        !Require.present(scope, "scope").isPattern(), "scope", "be no pattern", scope.text());
  }

  static void requireTotals(long starts, long granted) {
    Require.that(starts >= 0, "starts", "be 0 or more", starts);
    Require.that(granted >= starts, "granted", "be at least " + starts, granted);
  }
}
