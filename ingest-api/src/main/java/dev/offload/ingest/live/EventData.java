package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Announced;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.PublicGroup;
import dev.offload.schemas.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A task or a group as clients see it, as JSON without line breaks. Most events are never sent to
/// anybody. So what came as a record is kept as one, until the first client needs it.
final class EventData {
  /// Clients see links, a priority, a weight and a time to wait for that the record may not have.
  private static final int ADDED = 384;

  private final int size;
  private byte[] record;
  private byte[] json;

  private EventData(int size, byte[] record, byte[] json) {
    this.size = size;
    this.record = record;
    this.json = json;
  }

  static EventData of(byte[] json) {
    return new EventData(json.length, null, json);
  }

  static EventData of(TaskSnapshot task) {
    return of(json(task));
  }

  static EventData of(GroupStatus group) {
    return of(Json.bytes(PublicGroup.of(group)));
  }

  /// `record` is a task as it stands in `offload.tasks`, which has no progress.
  static EventData ofRecord(byte[] record) {
    return new EventData(record.length + ADDED, record, null);
  }

  /// How many bytes it has, or a few more. It never changes.
  int size() {
    return size;
  }

  synchronized byte[] json() {
    if (json == null) {
      json = json(TaskSnapshot.withoutProgress(task(record)));
      record = null;
    }
    return json;
  }

  /// The same as somebody sees it who has a token only.
  byte[] jsonForBrowsers() {
    try {
      return Json.MAPPER.writeValueAsBytes(Announced.forOutsiders(Json.MAPPER.readTree(json())));
    } catch (IOException e) {
      throw new UncheckedIOException("an event can't be read as JSON", e);
    }
  }

  private static Task task(byte[] record) {
    try {
      return Json.MAPPER.readValue(record, Task.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a task can't be read from its JSON", e);
    }
  }

  private static byte[] json(TaskSnapshot task) {
    return Json.bytes(task.toPublic());
  }
}
