package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offload.lifecycle.machine.Codec;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import dev.offload.lifecycle.schedule.StoredSchedule;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.StoredTask;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.Unsubmitted;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.work.AttemptEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The codecs of the stores, which keep entries in the [StoredForm].
final class Codecs {
  static final Codec<TaskEntry, DeadlineKind> TASKS =
      new JsonCodec<>(
          "task", Unsubmitted.NOTHING, StoredTask.class, StoredTask::of, StoredTask::kept);

  static final Codec<Optional<ScheduleEntry>, ScheduleMachine.Due> SCHEDULES =
      new JsonCodec<>(
          "schedule",
          Optional.empty(),
          StoredSchedule.class,
          StoredSchedule::of,
          StoredSchedule::kept);

  private Codecs() {}

  /// On the wire, a header says which event it is. In a list, a property has to.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
  private interface Typed {}

  /// A codec that writes an entry as a record of type `S`.
  private static final class JsonCodec<E, K, S> implements Codec<E, K> {
    private static final JsonMapper MAPPER =
        Json.MAPPER
            .rebuild()
            .addMixIn(AttemptEvent.class, Typed.class)
            .registerSubtypes(AttemptEvent.class.getPermittedSubclasses())
            .build();

    private final String what;
    private final E nothing;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Function<StoredEntry<E, K>, S> form;
    private final Function<S, StoredEntry<E, K>> kept;

    JsonCodec(
        String what,
        E nothing,
        Class<S> type,
        Function<StoredEntry<E, K>, S> form,
        Function<S, StoredEntry<E, K>> kept) {
      this.what = what;
      this.nothing = nothing;
      this.reader = MAPPER.readerFor(type);
      this.writer = MAPPER.writerFor(type);
      this.form = form;
      this.kept = kept;
    }

    @Override
    public StoredEntry<E, K> read(byte[] stored) {
      try {
        return stored == null
            ? new StoredEntry<>(nothing, Optional.empty())
            : kept.apply(read(stored, StoredForm.jsonAt(stored)));
      } catch (IOException e) {
        throw new UncheckedIOException("a stored " + what + " can't be read", e);
      }
    }

    private S read(byte[] stored, int from) throws IOException {
      return reader.readValue(stored, from, stored.length - from);
    }

    /// An entry that can't be read has none.
    @Override
    public Optional<Instant> due(byte[] stored) {
      if (!StoredForm.isJsonAlone(stored)) {
        return StoredForm.due(stored);
      }
      try {
        return read(stored).armed().map(Deadline::at);
      } catch (RuntimeException | StackOverflowError _) {
        return Optional.empty();
      }
    }

    @Override
    public byte[] write(StoredEntry<E, K> after) {
      try {
        return after.entry().equals(nothing)
            ? null
            : StoredForm.of(
                after.armed().map(Deadline::at), writer.writeValueAsBytes(form.apply(after)));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException("a " + what + " can't be stored", e);
      }
    }
  }
}
