package dev.offload.worker.run;

import dev.offload.schemas.Require;
import java.time.Duration;

/// How long a claimed task is kept without a heartbeat of its worker, and how often there is one.
public record LeaseTerms(Duration lease, Duration heartbeat) {
  public LeaseTerms {
    Require.that(heartbeat.isPositive(), "heartbeat", "be longer than PT0S", heartbeat);
    Require.that(
        lease.compareTo(heartbeat.multipliedBy(2)) >= 0,
        "lease",
        "be at least twice the heartbeat of " + heartbeat,
        lease);
  }
}
