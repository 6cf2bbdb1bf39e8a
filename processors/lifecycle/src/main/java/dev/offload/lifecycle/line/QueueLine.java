package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// The line of one queue in one partition: who waits, and what has been handed out.
///
/// Tenants take turns by their weights (stride scheduling, Waldspurger and Weihl 1995): next is
/// the tenant that has had least. One that comes anew begins with what the last one served has
/// had, so that it neither has to catch up nor may.
final class QueueLine {
  /// A queue that took nothing is asked again after this time.
  private static final Duration SHUT = Duration.ofSeconds(1);

  private static final Comparator<TenantLine> LEAST_SERVED =
      Comparator.comparingDouble(TenantLine::had).thenComparing(TenantLine::tenant);

  private final String queue;
  private final LineRules rules;
  private final Map<String, TenantLine> tenants = new HashMap<>();
  private final Set<String> handedOut = new HashSet<>();
  private final Window window = new Window();
  private double served;
  private Instant shutUntil = Instant.EPOCH;

  QueueLine(String queue, LineRules rules) {
    this.queue = queue;
    this.rules = rules;
  }

  void joined(Place place) {
    tenants
        .computeIfAbsent(
            place.tenant(), tenant -> new TenantLine(queue, tenant, rules.weight(tenant), served))
        .joined(place);
  }

  void left(Place place) {
    tenants.computeIfPresent(
        place.tenant(),
        (_, line) -> {
          line.left(place);
          return line.total() == 0 ? null : line;
        });
  }

  void handedOut(String task) {
    handedOut.add(task);
  }

  /// The task is with workers no longer.
  void back(String task) {
    handedOut.remove(task);
  }

  void started(Duration wait) {
    window.started(wait);
  }

  boolean isWaiting() {
    return !tenants.isEmpty();
  }

  /// Whether a task can be handed out without overtaking others.
  boolean isOpen(Instant now) {
    return tenants.isEmpty() && room(now) > 0;
  }

  /// The tasks whose turn it is, at most `limit`. They stay in line until they are handed out.
  List<PlaceKey> next(Places places, Instant now, int limit) {
    if (!isWaiting() || now.isBefore(shutUntil)) {
      return List.of();
    }
    List<PlaceKey> next = new ArrayList<>();
    shares(Math.min(limit, room(now)))
        .forEach((line, turns) -> next.addAll(line.next(places, turns)));
    return next;
  }

  /// The task could not be handed out.
  void refused(Place place, Instant now) {
    shutUntil = now.plus(SHUT);
    TenantLine line = tenants.get(place.tenant());
    if (line != null) {
      line.back(place);
    }
  }

  private int room(Instant now) {
    if (window.isTimeToLook(now)) {
      window.look(rules.slots(queue, now), isWaiting(), now);
    }
    return window.size() - handedOut.size();
  }

  /// How many turns each tenant has, of `count` together.
  private Map<TenantLine, Integer> shares(int count) {
    Map<TenantLine, Integer> shares = new LinkedHashMap<>();
    PriorityQueue<TenantLine> byTurn = new PriorityQueue<>(LEAST_SERVED);
    if (count > 0) {
      tenants.values().stream()
          .filter(line -> !rules.isPaused().test(line.tenant()))
          .forEach(byTurn::add);
    }
    for (int given = 0; given < count && !byTurn.isEmpty(); given++) {
      TenantLine line = byTurn.remove();
      served = line.had();
      line.hadOneMore();
      if (shares.merge(line, 1, Integer::sum) < line.total()) {
        byTurn.add(line);
      }
    }
    return shares;
  }
}
