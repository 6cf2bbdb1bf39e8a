package dev.offload.ingest.view;

import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Task;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/// Makes changes as they are read from `offload.tasks`.
final class Saved {
  private Saved() {}

  static ViewChange of(Task task, Instant at) {
    return new ViewChange.Saved(new WrittenTask(task, Bytes.wrap(Json.bytes(task))), at);
  }
}
