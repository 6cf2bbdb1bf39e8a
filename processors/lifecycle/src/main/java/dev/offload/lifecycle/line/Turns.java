package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// The tasks that wait in a line, and their order.
///
/// Tenants take turns by their shares (stride scheduling, Waldspurger and Weihl 1995): next is
/// the tenant that has had least. A newcomer begins with what the last one served has
/// had, so it neither has to catch up nor can.
final class Turns {
  private final String line;
  private final LineRules rules;
  private final Map<String, TenantLine> tenants = new HashMap<>();
  private double served;
  private int total;

  Turns(String line, LineRules rules) {
    this.line = line;
    this.rules = rules;
  }

  boolean isEmpty() {
    return tenants.isEmpty();
  }

  /// How many tasks wait.
  int total() {
    return total;
  }

  void joined(Place place) {
    total++;
    tenants
        .computeIfAbsent(place.tenant(), tenant -> new TenantLine(line, tenant, served))
        .joined(place);
  }

  void left(Place place) {
    total--;
    tenants.computeIfPresent(
        place.tenant(),
        (_, waiting) -> {
          waiting.left(place);
          return waiting.total() == 0 ? null : waiting;
        });
  }

  /// The first `limit` tasks in the order of their turns, without those of paused tenants. They
  /// stay in line.
  List<PlaceKey> first(Places places, int limit) {
    List<TenantLine> turns = turns(limit);
    Map<TenantLine, Integer> counts = new HashMap<>();
    turns.forEach(tenant -> counts.merge(tenant, 1, Integer::sum));
    Map<TenantLine, Iterator<PlaceKey>> tasks = new HashMap<>();
    counts.forEach((tenant, count) -> tasks.put(tenant, tenant.first(places, count).iterator()));
    List<PlaceKey> first = new ArrayList<>(turns.size());
    for (TenantLine tenant : turns) {
      Iterator<PlaceKey> next = tasks.get(tenant);
      if (next.hasNext()) {
        first.add(next.next());
      }
    }
    return first;
  }

  /// A task of `tenant` has had its turn.
  void serve(String tenant) {
    TenantLine line = tenants.get(tenant);
    if (line != null) {
      served = Math.max(served, line.had());
      line.hadMore(1.0 / rules.share(tenant));
    }
  }

  /// A tenant as it will be after some turns.
  private record NextTurn(TenantLine tenant, double had, int left) {}

  /// The tenants whose turns come next, in order.
  private List<TenantLine> turns(int limit) {
    List<TenantLine> turns = new ArrayList<>();
    if (limit <= 0 || isEmpty()) {
      return turns;
    }
    PriorityQueue<NextTurn> next =
        new PriorityQueue<>(
            Comparator.comparingDouble(NextTurn::had)
                .thenComparing(turn -> turn.tenant().tenant()));
    tenants.values().stream()
        .filter(tenant -> !rules.pauses().ofTenant(tenant.tenant()))
        .forEach(tenant -> next.add(new NextTurn(tenant, tenant.had(), tenant.total())));
    while (turns.size() < limit && !next.isEmpty()) {
      NextTurn turn = next.remove();
      turns.add(turn.tenant());
      if (turn.left() > 1) {
        double had = turn.had() + 1.0 / rules.share(turn.tenant().tenant());
        next.add(new NextTurn(turn.tenant(), had, turn.left() - 1));
      }
    }
    return turns;
  }
}
