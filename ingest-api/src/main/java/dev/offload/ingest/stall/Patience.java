package dev.offload.ingest.stall;

import dev.offload.ingest.stall.Outgoing.Mark;
import java.time.Duration;

/// How long one client has taken nothing.
final class Patience {
  private final long limit;
  private Mark last;
  private volatile long since;

  Patience(Duration limit) {
    this.limit = limit.toNanos();
    this.since = System.nanoTime();
  }

  /// When the client was last seen to take something, or to have nothing to take.
  long since() {
    return since;
  }

  /// Whether patience has ended: nothing has moved for the whole limit.
  ///
  /// @param mark null if nothing waits
  boolean hasEnded(Mark mark, long now) {
    if (mark == null || !mark.equals(last)) {
      last = mark;
      since = now;
      return false;
    }
    return now - since >= limit;
  }
}
