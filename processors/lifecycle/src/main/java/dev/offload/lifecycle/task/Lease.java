package dev.offload.lifecycle.task;

import java.time.Duration;
import java.time.Instant;

/// A worker's lease of an attempt. `length` counts from when the lifecycle last heard from the
/// worker.
public record Lease(Duration length, Instant heardAt) {
  Instant until() {
    return heardAt.plus(length);
  }

  /// The end of the lease for an instance that has listened since `since`. A worker that was
  /// heard before then gets one fresh lease. So does one that was heard in the future, by a
  /// wrong clock.
  Instant until(Instant since, Instant now) {
    boolean counts = !heardAt.isBefore(since) && !heardAt.isAfter(now);
    return counts ? until() : since.plus(length);
  }

  /// A lease that ends at `end` has ended only if nothing was heard from its worker until this
  /// moment. A live worker is heard several times per lease.
  Instant silentUntil(Instant end) {
    return end.minus(length.dividedBy(3));
  }

  /// When to check again whether all reports have been read. This is soon, because the lease
  /// waits for nothing else.
  Instant nextLook(Instant now) {
    return now.plus(length.dividedBy(12));
  }
}
