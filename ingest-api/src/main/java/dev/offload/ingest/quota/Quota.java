package dev.offload.ingest.quota;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import java.util.function.LongSupplier;

/// Limits how many things of a kind a tenant may have, or all tenants together, also for
/// simultaneous requests on several replicas, without a lock. Each request counts again when
/// it sees its own write and all before it. If there are too many then, it takes its own back.
///
/// @param rule says for problems how many there may be, where `%d` stands for the limit
/// @param limit how many there may be
/// @param present counts those that this replica has read
public record Quota(String rule, long limit, LongSupplier present) {

  /// What each tenant may have.
  ///
  /// @param kind names the things in the plural
  public static Quota ofTenant(String kind, long limit, LongSupplier present) {
    return new Quota("A tenant may have at most %d " + kind + ".", limit, present);
  }

  /// What all tenants may have together.
  ///
  /// @param kind names the things in the plural
  public static Quota ofAll(String kind, long limit, LongSupplier present) {
    return new Quota(
        "All tenants together may have at most %d "
            + kind
            + " in this installation, and they have them. Delete some, or ask whoever runs it to allow"
            + " more.",
        limit,
        present);
  }

  /// Call this before the write.
  ///
  /// @param more how many the write adds; if it adds none, it is free
  /// @throws ProblemException `quota-exceeded` if there is no room for them
  public void checkRoom(long more) {
    if (more > 0 && present.getAsLong() + more > limit) {
      throw exceeded();
    }
  }

  /// Call this when this replica sees what was written.
  ///
  /// @param more how many the write has added
  /// @param takeBack undoes the write
  /// @throws ProblemException `quota-exceeded` if others came first
  public void checkWritten(long more, Runnable takeBack) {
    if (more > 0 && present.getAsLong() > limit) {
      takeBack.run();
      throw exceeded();
    }
  }

  private ProblemException exceeded() {
    return ProblemException.of(ProblemCode.QUOTA_EXCEEDED, rule.formatted(limit));
  }
}
