package dev.offload.ingest.quota;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import java.util.function.IntSupplier;

/// Limits how many things of a kind a tenant may have, also for simultaneous requests on several
/// replicas, without a lock. Each request counts again when it sees its own write and all before
/// it. If there are too many then, it takes its own back.
///
/// @param kind the name of the things, for problems
/// @param limit how many there may be
/// @param present counts those that this replica has read
public record Quota(String kind, int limit, IntSupplier present) {

  /// @throws ProblemException `quota-exceeded` if there is no room for one more
  public void checkRoom() {
    if (present.getAsInt() >= limit) {
      throw exceeded();
    }
  }

  /// Call this when this replica sees what was written.
  ///
  /// @param takeBack undoes the write
  /// @throws ProblemException `quota-exceeded` if others came first
  public void checkWritten(Runnable takeBack) {
    if (present.getAsInt() > limit) {
      takeBack.run();
      throw exceeded();
    }
  }

  private ProblemException exceeded() {
    return ProblemException.of(
        ProblemCode.QUOTA_EXCEEDED,
        "The tenant has %d %s and may not have more.".formatted(limit, kind));
  }
}
