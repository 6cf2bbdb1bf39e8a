package dev.offload.lifecycle.task;

/// The attempt a task is at: its number, how it was handed out (null: not yet), the run that owns
/// it (null: none), that run's lease (null: it holds the record's share lock instead), and how many
/// workers did not survive it, as those told who handed it back.
public record CurrentAttempt(int number, HandOut handOut, String owner, Lease lease, int lostRuns) {
  static CurrentAttempt waiting(int number) {
    return new CurrentAttempt(number, null, null, null, 0);
  }

  static CurrentAttempt out(int number, HandOut handOut) {
    return new CurrentAttempt(number, handOut, null, null, 0);
  }

  CurrentAttempt outAgain(HandOut newHandOut) {
    return new CurrentAttempt(number, newHandOut, null, null, lostRuns);
  }

  /// No run holds it any more; what was handed out stays known, for its record may come again.
  CurrentAttempt handedBack(int newLostRuns) {
    return new CurrentAttempt(number, handOut, null, null, newLostRuns);
  }

  CurrentAttempt ownedBy(String runId) {
    return new CurrentAttempt(number, handOut, runId, null, lostRuns);
  }

  CurrentAttempt leased(Lease newLease) {
    return new CurrentAttempt(number, handOut, owner, newLease, lostRuns);
  }

  boolean isOwnedBy(String runId) {
    return runId.equals(owner);
  }
}
