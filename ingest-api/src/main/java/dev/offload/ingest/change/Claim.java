package dev.offload.ingest.change;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;

/// What a change takes of a quota.
///
/// @param more how much it adds; if it adds nothing, it is free
public record Claim(Quota quota, long more) {

  /// @throws ProblemException `quota-exceeded` if there is no room for it
  public void check() {
    quota.checkRoom(more);
  }

  void checkWritten(Runnable takeBack) {
    quota.checkWritten(more, takeBack);
  }
}
