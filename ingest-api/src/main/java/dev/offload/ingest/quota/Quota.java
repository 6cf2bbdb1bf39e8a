package dev.offload.ingest.quota;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.problem.ProblemCode;
import java.util.function.IntSupplier;

/// How many of a kind a tenant may have. It holds for requests on several replicas at the same
/// time, without a lock between them: each counts again once it sees its own write and all before
/// it, and whoever then counts too many takes its own back.
///
/// @param kind the things, as a problem names them
/// @param limit how many there may be
/// @param present counts those that this replica has read of
public record Quota(String kind, int limit, IntSupplier present) {

  /// @throws ProblemException `quota-exceeded` where there is no room for one more
  public void checkRoom() {
    if (present.getAsInt() >= limit) {
      throw exceeded();
    }
  }

  /// To be called once what was written is seen here.
  ///
  /// @param takeBack undoes the write
  /// @throws ProblemException `quota-exceeded` where others came first
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
