package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.schemas.task.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The tasks of one tenant in the line of a queue. The tasks themselves are in the index; this
/// knows how many there are and where the first of each priority is, so that the remains of
/// those that have left are not read again.
final class TenantLine {
  private static final int PRIORITIES = Placement.MOST_URGENT + 1;

  private final String queue;
  private final String tenant;
  private final int weight;
  private final int[] waiting = new int[PRIORITIES];
  private final Instant[] first = new Instant[PRIORITIES];
  private int total;

  /// How much it has had, in turns of a tenant with the weight 1.
  private double had;

  TenantLine(String queue, String tenant, int weight, double had) {
    this.queue = queue;
    this.tenant = tenant;
    this.weight = weight;
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

  void hadOneMore() {
    had += 1.0 / weight;
  }

  void joined(Place place) {
    int priority = place.priority();
    waiting[priority]++;
    total++;
    back(place);
  }

  /// The task at `place` is to be read again.
  void back(Place place) {
    Instant known = first[place.priority()];
    if (known == null || place.since().isBefore(known)) {
      first[place.priority()] = place.since();
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

  /// The next `limit` tasks in the order of their turns. They stay in line.
  List<PlaceKey> next(Places places, int limit) {
    List<PlaceKey> next = new ArrayList<>();
    for (int priority = PRIORITIES - 1; priority >= 0 && next.size() < limit; priority--) {
      if (waiting[priority] > 0) {
        Place from = new Place(queue, tenant, priority, first[priority]);
        List<PlaceKey> found = places.from(from, limit - next.size());
        if (!found.isEmpty()) {
          first[priority] = found.getLast().place().since();
          next.addAll(found);
        }
      }
    }
    return next;
  }
}
