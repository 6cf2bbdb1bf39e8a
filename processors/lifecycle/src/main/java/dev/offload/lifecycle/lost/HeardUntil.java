package dev.offload.lifecycle.lost;

import java.time.Instant;

/// Until when everything that was said has been heard. This decides what is lost: a lease that has
/// ended before that moment, or a hand-out from before it, of which nothing has been heard.
/// [Instant#EPOCH] if nothing is known yet.
public interface HeardUntil {
  /// For hand-outs written to `topic`. All written until then have been taken by workers for good,
  /// and the lifecycle has read all that the workers reported of them.
  Instant handOuts(String topic, int partition);

  /// For tasks submitted on the direct route. The lifecycle has read all that was written to direct
  /// topics until then.
  Instant submissions(int partition);

  /// For leases. The lifecycle has read all that workers reported until then.
  Instant reports(int partition);
}
