package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.Children;
import java.util.List;
import java.util.Optional;

/// A run of an attempt, as its handler sees it.
public interface TaskContext {
  TaskId taskId();

  String tenant();

  /// The number of the attempt, from 1.
  int attempt();

  JsonNode input();

  /// The input as a record of the handler. Throws [IllegalArgumentException] if it does not fit.
  <T> T input(Class<T> type);

  /// Reports progress to the user. This is cheap: at most one report per second is sent.
  void progress(long done, long total, String note);

  /// What an earlier run left with [#checkpoint(JsonNode)].
  Optional<JsonNode> checkpoint();

  /// Leaves `state` (at most 64 KiB) for the next run, in case this one does not end. It is durable
  /// when this returns.
  void checkpoint(JsonNode state);

  /// Submits `children` as system tasks of this task. A child is identified by its index, so
  /// spawning it again changes nothing, in a later run too: the first input counts, at most 256
  /// KiB. The children are durable when this returns. Return [Outcome#delegated] to be called again
  /// when they have ended.
  void spawn(List<Child> children);

  /// The results of the children, after all that [Outcome.Delegated] named have ended; empty
  /// before.
  Optional<Children> children();

  /// Whether the work should stop: the task was cancelled or exceeds its timeout, the lease is
  /// lost, or the process is stopping. In the first two cases a result still counts for a while;
  /// then the thread is interrupted, and nothing counts any more.
  boolean isCancelled();

  /// The tenant's files: those that the input names, and those that this task makes.
  TaskFiles files();
}
