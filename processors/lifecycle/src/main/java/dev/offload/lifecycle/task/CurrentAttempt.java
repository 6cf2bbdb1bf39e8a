package dev.offload.lifecycle.task;

/// The attempt a task is at: its number, how it was handed out (null: not yet), the run that owns
/// it (null: none), and that run's lease (null: it holds the record's share lock instead).
public record CurrentAttempt(int number, HandOut handOut, String owner, Lease lease) {
  static CurrentAttempt waiting(int number) {
    return new CurrentAttempt(number, null, null, null);
  }

  static CurrentAttempt out(int number, HandOut handOut) {
    return new CurrentAttempt(number, handOut, null, null);
  }

  /// No run holds it any more; what was handed out stays known, for its record may come again.
  CurrentAttempt handedBack() {
    return new CurrentAttempt(number, handOut, null, null);
  }

  CurrentAttempt ownedBy(String runId) {
    return new CurrentAttempt(number, handOut, runId, null);
  }

  CurrentAttempt leased(Lease newLease) {
    return new CurrentAttempt(number, handOut, owner, newLease);
  }

  boolean isOwnedBy(String runId) {
    return runId.equals(owner);
  }
}
