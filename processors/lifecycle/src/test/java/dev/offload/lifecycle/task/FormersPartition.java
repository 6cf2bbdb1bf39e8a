package dev.offload.lifecycle.task;

import dev.offload.lifecycle.machine.Step;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.Input.TimerFired;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A partition with some of the tasks of a [FormersWorld]. What it does counts once it commits.
/// If it crashes before, it is as it was, and nobody has heard of it. Entries are read from their
/// stored forms each time.
final class FormersPartition {
  private static final TaskMachine MACHINE =
      new TaskMachine(Life.RULES, URI.create("/offload/test"));

  /// What stands on its part of the topics.
  private final List<Given> inputs = new ArrayList<>();

  private int position;
  private int committedPosition;
  private Map<TaskId, String> entries = new HashMap<>();
  private Map<TaskId, String> committed = Map.of();
  private final List<Effect> written = new ArrayList<>();

  private record Given(TaskId task, Input input) {}

  void add(TaskId task, Input input) {
    inputs.add(new Given(task, input));
  }

  boolean hasInputs() {
    return position < inputs.size();
  }

  void read(Instant now) {
    if (hasInputs()) {
      Given next = inputs.get(position++);
      step(next.task(), next.input(), now);
    }
  }

  /// What one task has told another is read again.
  void readAgain(int some, Instant now) {
    List<Given> old =
        inputs.subList(0, position).stream()
            .filter(
                given ->
                    given.input() instanceof Input.Awaited
                        || given.input() instanceof Input.FormerReport)
            .toList();
    if (!old.isEmpty()) {
      Given again = old.get(some % old.size());
      step(again.task(), again.input(), now);
    }
  }

  /// Fires the timers that are due of tasks that no worker has.
  void fire(Instant now) {
    for (TaskId task : List.copyOf(entries.keySet())) {
      StoredEntry<TaskEntry, DeadlineKind> kept = kept(entries, task);
      if (!(kept.entry() instanceof WithWorkers || kept.entry() instanceof Ended)) {
        kept.armed()
            .filter(timer -> !timer.at().isAfter(now))
            .ifPresent(
                timer -> step(task, new TimerFired(timer.at(), Life.START, heard(now)), now));
      }
    }
  }

  /// Nothing has been heard for sure while records are unread.
  private Instant heard(Instant now) {
    return hasInputs() ? Instant.EPOCH : now;
  }

  private void step(TaskId task, Input input, Instant now) {
    StoredEntry<TaskEntry, DeadlineKind> before = kept(entries, task);
    Step<TaskEntry, TaskEvent, Effect, DeadlineKind> step = MACHINE.step(before, input, now, now);
    if (step.isNothing()) {
      return;
    }
    written.addAll(step.effects());
    if (step.after().entry().equals(Unsubmitted.NOTHING)) {
      entries.remove(task);
    } else {
      entries.put(task, write(StoredTask.of(step.after())));
    }
  }

  void commit(Consumer<Effect> log) {
    committed = Map.copyOf(entries);
    committedPosition = position;
    List<Effect> told = List.copyOf(written);
    written.clear();
    told.forEach(log);
  }

  void crash() {
    entries = new HashMap<>(committed);
    position = committedPosition;
    written.clear();
  }

  /// The entry as others may have heard of it.
  TaskEntry committed(TaskId task) {
    return kept(committed, task).entry();
  }

  boolean isQuiet() {
    return !hasInputs() && written.isEmpty() && committedPosition == position;
  }

  private static StoredEntry<TaskEntry, DeadlineKind> kept(Map<TaskId, String> from, TaskId task) {
    String stored = from.get(task);
    if (stored == null) {
      return Seen.nothing();
    }
    try {
      return Json.MAPPER.readValue(stored, StoredTask.class).kept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(StoredTask task) {
    try {
      return Json.MAPPER.writeValueAsString(task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
