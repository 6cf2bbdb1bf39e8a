package dev.offload.ingest.view;

import dev.offload.schemas.Require;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// The topics that a view is a copy of. Positions in one source mean nothing in another.
///
/// @param name one Kafka cluster and one life of `offload.tasks` in it
/// @param ends asks where each partition of `offload.tasks` ends now; an answer from before a
///     view's positions were read says nothing about them, since another replica may write on
/// @param tombstonesKept how long a tombstone can be read; a view that stood still for longer may
///     have missed some
record ViewSource(String name, Supplier<Map<Integer, Long>> ends, Duration tombstonesKept) {
  ViewSource {
    Require.text(name, "name");
    Require.present(ends, "ends");
    Require.present(tombstonesKept, "tombstonesKept");
  }
}
