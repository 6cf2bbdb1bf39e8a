package dev.offload.lifecycle.task;

import java.time.Instant;

/// An attempt on one of a queue's topics, as a share group treats it. It is taken under a
/// lock, is delivered a limited number of times, and is settled once somebody has accepted it
/// or the broker has given it up.
final class QueueRecord {
  static final int MOST_DELIVERIES = 3;

  final int attempt;
  final int childrenTold;
  final Instant visibleAt;
  private final Instant expiresAt;
  private int deliveries;
  private WorldRun holder;
  private Integer logEndWhenSettled;

  /// `expiresAt` is null if the attempt may always start.
  QueueRecord(int attempt, int childrenTold, Instant visibleAt, Instant expiresAt) {
    this.attempt = attempt;
    this.childrenTold = childrenTold;
    this.visibleAt = visibleAt;
    this.expiresAt = expiresAt;
  }

  boolean isTooLate(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleAt);
  }

  boolean isAvailable(Instant now) {
    return isVisible(now) && holder == null && !isSettled();
  }

  boolean isSettled() {
    return logEndWhenSettled != null;
  }

  boolean isHeldBy(WorldRun run) {
    return holder == run;
  }

  boolean isOnLastDelivery() {
    return deliveries == MOST_DELIVERIES;
  }

  /// Whether it is settled, and everything that was reported about it until then has been
  /// read.
  boolean isPassed(int logRead) {
    return isSettled() && logRead >= logEndWhenSettled;
  }

  void takenBy(WorldRun run) {
    holder = run;
    deliveries++;
  }

  /// Its lock ends. It comes again, or the broker drops it silently.
  void unlocked(int logEnd) {
    holder = null;
    if (isOnLastDelivery()) {
      settled(logEnd);
    }
  }

  void settled(int logEnd) {
    holder = null;
    logEndWhenSettled = logEnd;
  }
}
