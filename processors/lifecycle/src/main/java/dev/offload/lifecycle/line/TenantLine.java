package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.schemas.task.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The tasks of one tenant in a line. The tasks themselves are in the index; this knows how many
/// there are and where the first of each priority is, so that the remains of those that have left
/// are not read again.
final class TenantLine {
  private static final int PRIORITIES = Placement.MOST_URGENT + 1;

  private final String line;
  private final String tenant;
  private final int[] waiting = new int[PRIORITIES];
  private final Instant[] first = new Instant[PRIORITIES];
  private int total;

  /// How much it has had, in turns of a tenant with the share 1.
  private double had;

  TenantLine(String line, String tenant, double had) {
    this.line = line;
    this.tenant = tenant;
    this.had = had;
  }

  String tenant() {
    return tenant;
  }

  int total() {
    return total;
  }

  double had() {
    return had;
  }

  void hadMore(double turns) {
    had += turns;
  }

  void joined(Place place) {
    int priority = place.priority();
    waiting[priority]++;
    total++;
    if (first[priority] == null || place.since().isBefore(first[priority])) {
      first[priority] = place.since();
    }
  }

  void left(Place place) {
    int priority = place.priority();
    waiting[priority]--;
    total--;
    if (waiting[priority] == 0) {
      first[priority] = null;
    }
  }

  /// The first `limit` tasks in the order of their turns.
  List<PlaceKey> first(Places places, int limit) {
    List<PlaceKey> next = new ArrayList<>();
    for (int priority = PRIORITIES - 1; priority >= 0 && next.size() < limit; priority--) {
      if (waiting[priority] > 0) {
        Place from = new Place(line, tenant, priority, first[priority], 0);
        List<PlaceKey> found = places.from(from, limit - next.size());
        if (!found.isEmpty()) {
          first[priority] = found.getFirst().place().since();
          next.addAll(found);
        }
      }
    }
    return next;
  }
}
