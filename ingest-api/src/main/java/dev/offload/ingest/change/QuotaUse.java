package dev.offload.ingest.change;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;

/// The part of a quota that a change uses up.
///
/// @param more how much it adds; if it adds nothing, it is free
public record QuotaUse(Quota quota, long more) {

  /// @throws ProblemException `quota-exceeded` if there is no room for it
  public void check() {
    quota.checkRoom(more);
  }

  void checkWritten(Runnable takeBack) {
    quota.checkWritten(more, takeBack);
  }
}
