package dev.offload.lifecycle.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.offload.lifecycle.line.Lines;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.store.MemberKey;
import dev.offload.lifecycle.task.Active;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.InLine;
import dev.offload.lifecycle.task.StoredTask;
import dev.offload.lifecycle.task.Submitted;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.Unsubmitted;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The codec of tasks. The JSON of a task in its entry is that of `offload.tasks`.
final class TaskCodec extends JsonCodec<TaskEntry, DeadlineKind, StoredTask> {
  private static final ObjectReader TASK = Json.MAPPER.readerFor(Task.class);

  TaskCodec() {
    super(Unsubmitted.NOTHING, "tasks", "task", StoredTask.class);
  }

  @Override
  StoredEntry<TaskEntry, DeadlineKind> entry(StoredTask record, InputStream task)
      throws IOException {
    return task.available() == 0 ? record.kept() : record.with(TASK.readValue(task)).kept();
  }

  @Override
  StoredTask record(StoredEntry<TaskEntry, DeadlineKind> kept) {
    return StoredTask.of(kept).with(null);
  }

  @Override
  Optional<byte[]> place(StoredEntry<TaskEntry, DeadlineKind> kept) {
    return kept.entry() instanceof InLine waiting
        ? Optional.of(Lines.placeOf(waiting).bytes())
        : Optional.empty();
  }

  @Override
  Optional<byte[]> group(StoredEntry<TaskEntry, DeadlineKind> kept) {
    return kept.entry() instanceof Active active
        ? Optional.ofNullable(active.subject().terms().group()).map(MemberKey::bytes)
        : Optional.empty();
  }

  @Override
  public byte[] write(StoredEntry<TaskEntry, DeadlineKind> after) {
    return write(after, after.entry() instanceof Submitted entry ? json(entry.task()) : NO_TASK);
  }

  private static byte[] json(Task task) {
    try {
      return Json.MAPPER.writeValueAsBytes(task);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a task can't be stored", e);
    }
  }
}
