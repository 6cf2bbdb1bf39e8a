package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How many runs of tasks counted at the same time, by the times that the workers told. A run that
/// was lost counts until that was noticed.
///
/// It sees what tasks show. A run that counts no more is not shown: one whose worker was suspended
/// until after its lease, and one of an attempt that another worker has taken over. Drills kill
/// their workers, so that none of their runs outlives the moment from which it counts no more.
final class AtOnce {
  private AtOnce() {}

  private record Change(Instant at, int by) {}

  /// The most of `runs`, which are the attempts of tasks.
  static int most(List<JsonNode> runs) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode run : runs) {
      changes.add(new Change(Instant.parse(run.path("started").asText()), 1));
      changes.add(new Change(Instant.parse(run.path("ended").asText()), -1));
    }
    changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
    int now = 0;
    int most = 0;
    for (Change change : changes) {
      now += change.by();
      most = Math.max(most, now);
    }
    return most;
  }
}
