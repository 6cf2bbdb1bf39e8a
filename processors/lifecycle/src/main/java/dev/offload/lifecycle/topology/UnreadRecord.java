package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.offload.lifecycle.debounce.DebounceEffect.Settle;
import dev.offload.lifecycle.task.Effect.TellParent;
import dev.offload.lifecycle.task.Effect.TellWaiter;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Fate;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.topic.Envelope;
import dev.offload.schemas.work.ChildEnded;
import dev.offload.schemas.work.DebounceAsked;
import dev.offload.schemas.work.DebounceSettled;
import dev.offload.schemas.work.FormerAsked;
import dev.offload.schemas.work.FormerEnded;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;

/// What is known of a record that can't be read: its key, its type, and the plain members at the
/// top of its JSON, as far as that goes.
///
/// It is enough to answer whoever would wait for ever otherwise. A task that waits for another one
/// is told that it is not known; one that waits for its debounce key runs; a parent counts a child
/// whose end or submission can't be read as ended.
record UnreadRecord(String key, String type, Map<String, String> members) {
  static UnreadRecord of(Record<String, byte[]> record) {
    return new UnreadRecord(
        record.key(),
        Envelope.text(record.headers(), Envelope.TYPE),
        record.value() == null ? Map.of() : members(record.value()));
  }

  private static Map<String, String> members(byte[] value) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = Json.MAPPER.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (json.nextToken().isScalarValue()) {
          members.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException | RuntimeException _) {
      // What came before it counts.
    }
    return members;
  }

  /// What is told to whoever waits. Empty if nobody does, or not enough is known.
  Optional<Outgoing> answer() {
    try {
      return answerTo(String.valueOf(type));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<Outgoing> answerTo(String name) {
    if (name.equals(FormerAsked.class.getSimpleName())) {
      return task("by").flatMap(this::unknown);
    }
    if (name.equals(FormerEnded.class.getSimpleName())) {
      return told().flatMap(this::unknown);
    }
    if (name.equals(DebounceAsked.class.getSimpleName())) {
      return task("taskId").flatMap(task -> settled(task, Optional.empty()));
    }
    if (name.equals(DebounceSettled.class.getSimpleName())) {
      return told().flatMap(task -> settled(task, task("replacedBy")));
    }
    if (name.equals(ChildEnded.class.getSimpleName())) {
      return told().flatMap(parent -> ended(parent, state()));
    }
    if (name.equals(SubmitTask.class.getSimpleName())) {
      return task("parent").flatMap(parent -> ended(parent, TaskState.FAILED));
    }
    return Optional.empty();
  }

  private Optional<Outgoing> unknown(TaskId waiter) {
    return of("tenant", "place")
        .map(
            known ->
                Outgoing.of(
                    new TellWaiter(
                        FormerEnded.briefly(waiter, known[0], number(known[1]), Fate.UNKNOWN))));
  }

  private Optional<Outgoing> settled(TaskId task, Optional<TaskId> replacement) {
    return of("tenant")
        .map(
            known ->
                Outgoing.of(
                    new Settle(
                        new DebounceSettled(
                            task, known[0], replacement.orElse(null), createdAt()))));
  }

  private Optional<Outgoing> ended(TaskId parent, TaskState state) {
    return of("tenant", "child")
        .map(
            known ->
                Outgoing.of(
                    new TellParent(
                        new ChildEnded(parent, known[0], number(known[1]), state, Map.of()))));
  }

  /// How a child has ended. One that may have succeeded, for all that is known, has not.
  private TaskState state() {
    return Stream.of(TaskState.values())
        .filter(state -> state.hasEnded() && state.toString().equals(members.get("state")))
        .findFirst()
        .orElse(TaskState.FAILED);
  }

  /// When the task was made that has asked; null if that is not known.
  private Instant createdAt() {
    try {
      return Optional.ofNullable(members.get("createdAt")).map(Instant::parse).orElse(null);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// The task that the record is for.
  private Optional<TaskId> told() {
    return task("taskId").or(() -> Optional.ofNullable(key).flatMap(TaskId::tryParse));
  }

  private Optional<TaskId> task(String member) {
    return Optional.ofNullable(members.get(member)).flatMap(TaskId::tryParse);
  }

  /// The members of these names, if all are known.
  private Optional<String[]> of(String... names) {
    String[] known = Arrays.stream(names).map(members::get).toArray(String[]::new);
    return Arrays.asList(known).contains(null) ? Optional.empty() : Optional.of(known);
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }
}
