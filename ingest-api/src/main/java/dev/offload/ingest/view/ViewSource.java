package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import java.time.Duration;
import java.util.Map;

/// The topics that a view is a copy of. Positions in one source mean nothing in another.
///
/// @param name one Kafka cluster and one life of `offload.tasks` in it
/// @param ends where each partition of `offload.tasks` ended when it was looked at
/// @param tombstonesKept how long a tombstone can be read; a view that stood still for longer may
///     have missed some
record ViewSource(String name, Map<Integer, Long> ends, Duration tombstonesKept) {
  ViewSource {
    Require.text(name, "name");
    ends = Map.copyOf(ends);
    Require.present(tombstonesKept, "tombstonesKept");
  }
}
