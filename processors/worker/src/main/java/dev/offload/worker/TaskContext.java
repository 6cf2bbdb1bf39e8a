package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.TaskId;
import java.util.Optional;

/// One attempt as its handler sees it.
public interface TaskContext {
  TaskId taskId();

  String tenant();

  /// Counts from 1.
  int attempt();

  JsonNode input();

  /// The input as a record of the handler's. Throws [IllegalArgumentException] where it does not
  // fit.
  <T> T input(Class<T> type);

  /// Tells the user how far the work is; cheap, at most one per second is sent.
  void progress(long done, long total, String note);

  /// What an earlier attempt left with [#checkpoint(JsonNode)].
  Optional<JsonNode> checkpoint();

  /// Leaves `state` (at most 64 KiB) for the next attempt, should this one not end. Durable when
  /// this returns.
  void checkpoint(JsonNode state);

  /// Whether the work should stop: its lease is lost, or its process is going down.
  boolean isCancelled();

  /// The tenant's files: those named in the input, and those this task makes.
  TaskFiles files();
}
