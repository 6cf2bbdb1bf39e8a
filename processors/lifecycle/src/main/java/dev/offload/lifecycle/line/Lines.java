package dev.offload.lifecycle.line;

import dev.offload.lifecycle.store.Place;
import dev.offload.lifecycle.store.PlaceKey;
import dev.offload.lifecycle.store.Places;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.HandedOut;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.Running;
import dev.offload.lifecycle.task.Subject;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskEvent;
import dev.offload.lifecycle.task.TaskEvent.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines of one partition. Each queue has a line, in which tasks wait when more are to be
/// handed out than its workers can start soon.
///
/// Who is in line stands in the store. What has been handed out is only known here, and is
/// forgotten with the process: the next one hands out as much again.
public final class Lines {
  private final Places places;
  private final LineRules rules;
  private final Map<String, QueueLine> queues = new HashMap<>();

  public Lines(Places places, LineRules rules) {
    this.places = places;
    this.rules = rules;
    places.forEach(key -> line(key.place().queue()).joined(key.place()));
  }

  /// The place of a task in line.
  public static Place placeOf(InLine waiting) {
    Subject subject = waiting.subject();
    return new Place(
        subject.placement().queue(),
        subject.tenant(),
        subject.placement().priority(),
        waiting.since());
  }

  /// Whether a task of `queue` can be handed out without overtaking others.
  public boolean isOpen(String queue, Instant now) {
    return line(queue).isOpen(now);
  }

  /// Whether anybody is in line.
  public boolean isWaiting() {
    return queues.values().stream().anyMatch(QueueLine::isWaiting);
  }

  /// The tasks whose turn it is, at most `limit` of each queue.
  public List<PlaceKey> next(Instant now, int limit) {
    List<PlaceKey> next = new ArrayList<>();
    for (QueueLine line : queues.values()) {
      next.addAll(line.next(places, now, limit));
    }
    return next;
  }

  /// The task could not be handed out. It keeps its place.
  public void refused(PlaceKey key, Instant now) {
    line(key.place().queue()).refused(key.place(), now);
  }

  /// `events` have led the task `key` from `before` to `after`, and that is stored.
  public void stepped(String key, TaskEntry before, List<TaskEvent> events, TaskEntry after) {
    if (before instanceof InLine waiting && !isSame(waiting, after)) {
      Place place = placeOf(waiting);
      line(place.queue()).left(place);
    }
    if (after instanceof InLine waiting && !isSame(waiting, before)) {
      Place place = placeOf(waiting);
      line(place.queue()).joined(place);
    }
    if (before instanceof HandedOut || after instanceof HandedOut || before instanceof Running) {
      follow(key, before, events, (after instanceof Submitted it ? it : (Submitted) before));
    }
  }

  private static boolean isSame(InLine waiting, TaskEntry other) {
    return other instanceof InLine too && too.since().equals(waiting.since());
  }

  private void follow(String key, TaskEntry before, List<TaskEvent> events, Submitted after) {
    String queue = after.subject().placement().queue();
    if (after instanceof HandedOut now && now.record().route() == Route.WORK) {
      line(queue).handedOut(key);
    } else if (!(after instanceof Running)) {
      back(queue, key);
    }
    if (before instanceof HandedOut handedOut && handedOut.record().route() == Route.WORK) {
      for (TaskEvent event : events) {
        if (event instanceof RunStarted started) {
          line(queue).started(Duration.between(handedOut.record().at(), started.at()));
        }
      }
    }
  }

  private void back(String queue, String key) {
    QueueLine line = queues.get(queue);
    if (line != null) {
      line.back(key);
    }
  }

  private QueueLine line(String queue) {
    return queues.computeIfAbsent(queue, name -> new QueueLine(name, rules));
  }
}
