package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.lifecycle.task.HandOut.QueueTopic;
import dev.offload.lifecycle.task.HandedOut;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.Line;
import dev.offload.lifecycle.task.Line.OfLimit;
import dev.offload.lifecycle.task.Line.OfQueue;
import dev.offload.lifecycle.task.Running;
import dev.offload.lifecycle.task.Subject;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.task.Attempt;
import dev.offload.schemas.task.Attempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lines of one partition. Each queue has a line, in which tasks wait when more are to be
/// handed out than its workers can start soon. Each limit that tasks wait for has one, too.
///
/// Who is in line stands in the store. What has been handed out is only known here, and is
/// forgotten with the process: the next one hands out as much again.
public final class Lines {
  private final Places places;
  private final LineRules rules;
  private final Map<String, QueueLine> queues = new HashMap<>();
  private final Map<LimitScope, Turns> limits = new HashMap<>();
  private final StoppedTasks stopped;

  public Lines(Places places, LineRules rules) {
    this.places = places;
    this.rules = rules;
    this.stopped = new StoppedTasks(places, rules.pauses());
    places.forEach(key -> turns(lineOf(key.place())).joined(key.place()));
  }

  /// The place of a task in line.
  public static Place placeOf(InLine waiting) {
    Subject subject = waiting.subject();
    return new Place(
        waiting.line().name(),
        subject.tenant(),
        subject.placement().priority(),
        waiting.since(),
        subject.placement().weight());
  }

  /// Whether a task of `tenant` can be handed out without overtaking others in `queue`.
  public boolean isOpen(String queue, String tenant, Instant now) {
    return !rules.pauses().ofTenant(tenant) && queue(queue).isOpen(now);
  }

  /// Whether a task of `tenant` in `queue` can run at all: neither is paused, and a worker
  /// serves the queue.
  boolean canRun(String queue, String tenant, Instant now) {
    return !rules.pauses().ofTenant(tenant) && queue(queue).canRun(now);
  }

  /// Tasks in line that may be unable to run, and may wait for units or have some. At most
  /// `limit` places are looked at; each task is named once after something has stopped.
  public List<PlaceKey> stopped(Instant now, int limit) {
    return stopped.next(queues.values(), now, limit);
  }

  /// Whether there is more of these.
  public boolean hasMoreStopped() {
    return stopped.hasMore();
  }

  /// Whether anybody waits for a turn in a queue.
  public boolean isWaiting() {
    return queues.values().stream().anyMatch(line -> !line.turns().isEmpty());
  }

  /// The tasks whose turn it is, at most `limit` of each queue.
  public List<PlaceKey> next(Instant now, int limit) {
    List<PlaceKey> next = new ArrayList<>();
    for (QueueLine line : queues.values()) {
      next.addAll(line.next(places, now, limit));
    }
    return next;
  }

  /// The limits that tasks wait for.
  public List<LimitScope> limits() {
    return List.copyOf(limits.keySet());
  }

  /// The first tasks that wait for a limit, at most `limit`.
  public List<PlaceKey> first(LimitScope scope, int limit) {
    Turns line = limits.get(scope);
    return line == null ? List.of() : line.first(places, limit);
  }

  /// How many tasks wait for a limit.
  public int waiting(LimitScope scope) {
    Turns line = limits.get(scope);
    return line == null ? 0 : line.total();
  }

  /// The task has had its turn.
  public void served(PlaceKey key) {
    turns(lineOf(key.place())).serve(key.place().tenant());
  }

  /// The task can't be stepped at all. Its place stays in the store, but it is not offered again.
  public void broken(PlaceKey key) {
    places.skip(key.entry());
    left(key.place());
  }

  /// The task could not be handed out. It keeps its place.
  public void refused(PlaceKey key, Instant now) {
    queue(key.place().line()).refused(now);
  }

  /// `events` have led the task `key` from `before` to `after`, and that is stored.
  public void stepped(String key, TaskEntry before, List<TaskEvent> events, TaskEntry after) {
    if (before instanceof InLine waiting && !isSame(waiting, after)) {
      left(placeOf(waiting));
    }
    if (after instanceof InLine waiting && !isSame(waiting, before)) {
      turns(waiting.line()).joined(placeOf(waiting));
    }
    if (before instanceof HandedOut || after instanceof HandedOut || before instanceof Running) {
      follow(key, before, events, (after instanceof Submitted it ? it : (Submitted) before));
    }
  }

  private static boolean isSame(InLine waiting, TaskEntry other) {
    return other instanceof InLine too
        && too.line().equals(waiting.line())
        && too.since().equals(waiting.since());
  }

  private void left(Place place) {
    Line line = lineOf(place);
    Turns turns = turns(line);
    turns.left(place);
    if (turns.isEmpty()) {
      line.limit().ifPresent(limits::remove);
    }
  }

  private void follow(String key, TaskEntry before, List<TaskEvent> events, Submitted after) {
    String queue = after.subject().placement().queue();
    if (after instanceof HandedOut now && now.record().topic() == QueueTopic.WORK) {
      queue(queue).handedOut(key);
    } else if (!(after instanceof Running)) {
      back(queue, key);
    }
    if (before instanceof HandedOut(_, var handOut, _, _) && handOut.topic() == QueueTopic.WORK) {
      events.stream()
          .filter(RunStarted.class::isInstance)
          .map(RunStarted.class::cast)
          .forEach(it -> queue(queue).started(Duration.between(handOut.at(), it.at())));
    }
    if (!(after instanceof HandedOut || after instanceof Running)) {
      length(after).ifPresent(run -> queue(queue).ended(run));
    }
  }

  /// How long the last run took that a worker has had.
  private static Optional<Duration> length(Submitted task) {
    List<Attempt> runs = task.history().log().rows();
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(runs.getLast())
            .filter(run -> run.worker() != null && run.ended() != null)
            .filter(run -> run.outcome() != Outcome.LOST)
            .map(run -> Duration.between(run.started(), run.ended()));
  }

  private void back(String queue, String key) {
    QueueLine line = queues.get(queue);
    if (line != null) {
      line.back(key);
    }
  }

  private static Line lineOf(Place place) {
    return Line.named(place.line());
  }

  private Turns turns(Line line) {
    return switch (line) {
      case OfLimit(LimitScope scope) ->
          limits.computeIfAbsent(scope, _ -> new Turns(line.name(), rules));
      case OfQueue(String queue) -> queue(queue).turns();
    };
  }

  private QueueLine queue(String queue) {
    return queues.computeIfAbsent(queue, name -> new QueueLine(name, rules));
  }
}
