package dev.offload.lifecycle.line;

import dev.offload.lifecycle.line.LineRules.Capacity;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The line of one queue in one partition: who waits, and what has been handed out.
final class QueueLine {
  /// A queue that took nothing is asked again after this time.
  private static final Duration SHUT = Duration.ofSeconds(1);

  /// No worker needs longer to be heard of again, as long as Kafka is there.
  private static final Duration UNSERVED = Duration.ofSeconds(30);

  private final String queue;
  private final LineRules rules;
  private final Turns turns;
  private final Set<String> handedOut = new HashSet<>();
  private final Window window;
  private Instant shutUntil = Instant.EPOCH;

  /// When a worker served it last.
  private Optional<Instant> servedUntil = Optional.empty();

  private boolean isServed;

  QueueLine(String queue, LineRules rules) {
    this.queue = queue;
    this.rules = rules;
    this.turns = new Turns(queue, rules);
    this.window = new Window(rules.partitions());
  }

  String queue() {
    return queue;
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

  /// A task has started, so long after it was handed out.
  void started(Duration wait) {
    window.started(wait);
  }

  /// A run of a task has ended after so long.
  void ended(Duration run) {
    window.ended(run);
  }

  /// Whether the queue is not paused and a worker serves it.
  boolean canRun(Instant now) {
    look(now);
    return isServed && !isPaused();
  }

  /// Whether its tasks have to give up their units: it is paused, or no worker has served it
  /// for long. A worker may have been heard of late.
  boolean hasStopped(Instant now) {
    look(now);
    return isPaused()
        || (!isServed && servedUntil.filter(end -> now.isBefore(end.plus(UNSERVED))).isEmpty());
  }

  /// Whether a task can be handed out without overtaking others.
  boolean isOpen(Instant now) {
    return !isPaused() && turns.isEmpty() && room(now) > 0;
  }

  /// The tasks whose turn it is, at most `limit`. They stay in line until they are handed out.
  List<PlaceKey> next(Places places, Instant now, int limit) {
    return isPaused() || turns.isEmpty() || now.isBefore(shutUntil)
        ? List.of()
        : turns.first(places, Math.min(limit, room(now)));
  }

  /// A task could not be handed out.
  void refused(Instant now) {
    shutUntil = now.plus(SHUT);
  }

  private int room(Instant now) {
    look(now);
    return left();
  }

  private void look(Instant now) {
    if (window.isTimeToLook(now)) {
      Capacity known = rules.workers().of(queue, now);
      isServed = known.slots() > 0;
      if (isServed || servedUntil.isEmpty()) {
        servedUntil = Optional.of(now);
      }
      boolean lacksRoom = !turns.isEmpty() && left() <= 0;
      window.look(isServed ? known : rules.unserved(), lacksRoom, now);
    }
  }

  private int left() {
    return window.size() - handedOut.size();
  }

  private boolean isPaused() {
    return rules.pauses().ofQueue(queue);
  }
}
