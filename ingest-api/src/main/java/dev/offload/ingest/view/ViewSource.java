package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import java.time.Duration;
import java.util.Map;

/// The topics a view is a projection of: positions kept for one source mean nothing in another.
///
/// @param name one Kafka cluster and one life of `offload.tasks` in it
/// @param ends where each partition of `offload.tasks` ended at the time of looking
/// @param tombstonesKept how long a deletion can be read: a view that stood still for longer may
///     have missed some
record ViewSource(String name, Map<Integer, Long> ends, Duration tombstonesKept) {
  ViewSource {
    Require.text(name, "name");
    ends = Map.copyOf(ends);
    Require.present(tombstonesKept, "tombstonesKept");
  }
}
