package dev.offload.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// Does the work of one task type. It is a bean, and one instance runs many tasks at once.
///
/// Offload runs a task at least once. An effect on the outside has to be guarded by
/// [TaskContext#checkpoint], or be harmless when it is repeated.
public interface TaskHandler {
  /// The task type, as clients name it.
  String type();

  /// Whether the work burns CPU or mostly waits. The first runs on a pool with one thread per core,
  /// the second on a virtual thread.
  Load load();

  /// How long a task has to wait for room, if the handler knows that it could do nothing with it
  /// now. Such a task is not run but handed back, unspent, and comes again after that time.
  ///
  /// This is asked before each run, on the thread that serves the queue, so it must return at once.
  /// Nothing is reserved: [#handle] may still find no room.
  default Optional<Duration> untilRoom(String tenant, JsonNode input) {
    return Optional.empty();
  }

  /// Runs one attempt. Expected ends are an [Outcome]; an exception counts as a failure that may be
  /// retried.
  Outcome handle(TaskContext task) throws Exception;

  /// What a run costs its process.
  enum Load {
    CPU,
    WAITING
  }
}
