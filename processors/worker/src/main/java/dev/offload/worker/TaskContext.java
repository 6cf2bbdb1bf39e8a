package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import java.util.List;
import java.util.Optional;

/// One attempt as its handler sees it.
public interface TaskContext {
  TaskId taskId();

  String tenant();

  /// Counts from 1.
  int attempt();

  JsonNode input();

  /// The input as a record of the handler's. Throws [IllegalArgumentException] where it does not
  /// fit.
  <T> T input(Class<T> type);

  /// Tells the user how far the work is; cheap, at most one per second is sent.
  void progress(long done, long total, String note);

  /// What an earlier attempt left with [#checkpoint(JsonNode)].
  Optional<JsonNode> checkpoint();

  /// Leaves `state` (at most 64 KiB) for the next attempt, should this one not end. Durable when
  /// this returns.
  void checkpoint(JsonNode state);

  /// Submits `children`: system tasks of this one. Each is named by its index, so spawning it
  /// again, by a later run too, changes nothing: the input of the first counts, at most 256 KiB.
  /// Durable when this returns. Return [Outcome#delegated] to be called again when they have ended.
  void spawn(List<Child> children);

  /// What became of the children, once all that [Outcome.Delegated] named have ended; empty before.
  Optional<Children> children();

  /// Whether the work should stop: its task was cancelled or takes longer than its timeout, its
  /// lease is lost, or its process is going down. Of the first two a result still counts, for a
  /// while; then the handler's thread is interrupted, and nothing does any more.
  boolean isCancelled();

  /// The tenant's files: those named in the input, and those this task makes.
  TaskFiles files();
}
