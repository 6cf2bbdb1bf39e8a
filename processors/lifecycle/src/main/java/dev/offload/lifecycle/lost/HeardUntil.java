package dev.offload.lifecycle.lost;

import java.time.Instant;

/// The time up to which everything has been heard. This decides what is lost: a lease that
/// ended before that moment, or a hand-out from before it that nobody has reported on.
/// [Instant#EPOCH] if nothing is known yet.
public interface HeardUntil {
  /// For hand-outs on `topic`. Workers have taken all that were written until then, and the
  /// lifecycle has read everything that the workers reported on them.
  Instant handOuts(String topic, int partition);

  /// For tasks submitted on the direct route. The lifecycle has read everything that was
  /// written to direct topics until then.
  Instant submissions(int partition);

  /// For leases. The lifecycle has read everything that workers reported until then.
  Instant reports(int partition);
}
