package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The line of one queue in one partition: who waits, and what has been handed out.
final class QueueLine {
  /// A queue that took nothing is asked again after this time.
  private static final Duration SHUT = Duration.ofSeconds(1);

  private final String queue;
  private final LineRules rules;
  private final Turns turns;
  private final Set<String> handedOut = new HashSet<>();
  private final Window window = new Window();
  private Instant shutUntil = Instant.EPOCH;

  QueueLine(String queue, LineRules rules) {
    this.queue = queue;
    this.rules = rules;
    this.turns = new Turns(queue, rules);
  }

  Turns turns() {
    return turns;
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

  /// Whether a task can be handed out without overtaking others.
  boolean isOpen(Instant now) {
    return turns.isEmpty() && room(now) > 0;
  }

  /// The tasks whose turn it is, at most `limit`. They stay in line until they are handed out.
  List<PlaceKey> next(Places places, Instant now, int limit) {
    return turns.isEmpty() || now.isBefore(shutUntil)
        ? List.of()
        : turns.first(places, Math.min(limit, room(now)));
  }

  /// A task could not be handed out.
  void refused(Instant now) {
    shutUntil = now.plus(SHUT);
  }

  private int room(Instant now) {
    if (window.isTimeToLook(now)) {
      window.look(rules.slots(queue, now), !turns.isEmpty(), now);
    }
    return window.size() - handedOut.size();
  }
}
