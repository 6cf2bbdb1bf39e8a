package dev.offload.lifecycle.task;

import java.time.Duration;
import java.time.Instant;

/// A worker's hold on an attempt: `length`, counted from when the lifecycle last heard of it.
public record Lease(Duration length, Instant heardAt) {
  Instant until() {
    return heardAt.plus(length);
  }

  /// The end of the lease for an instance that listens only since `since`: whoever held it then
  /// gets one fresh lease to be heard. So does who was heard at a time that has yet to come.
  Instant until(Instant since, Instant now) {
    boolean counts = !heardAt.isBefore(since) && !heardAt.isAfter(now);
    return counts ? until() : since.plus(length);
  }

  /// Until when its worker must not have been heard for it to end at `end`. A worker that lives is
  /// heard several times in a lease.
  Instant silentUntil(Instant end) {
    return end.minus(length.dividedBy(3));
  }

  /// When to look again whether its worker's reports have been read; soon, for it waits for nothing
  /// else.
  Instant nextLook(Instant now) {
    return now.plus(length.dividedBy(12));
  }
}
