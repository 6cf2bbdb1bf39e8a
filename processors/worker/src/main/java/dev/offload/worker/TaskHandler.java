package dev.offload.worker;

/// Does the work of one task type. A bean; one instance runs many tasks at once.
///
/// Offload runs a task at least once: an effect on the outside is guarded by
/// [TaskContext#checkpoint], or must be harmless when repeated.
public interface TaskHandler {
  /// The task type, as clients name it.
  String type();

  /// Whether the work burns CPU, and so runs on the pool that is the size of the cores, or mostly
  /// waits, and so runs on a virtual thread.
  Load load();

  /// Runs one attempt. What is expected to happen is an [Outcome]; an exception counts as a
  /// failure that may be retried.
  Outcome handle(TaskContext task) throws Exception;

  /// What an attempt costs its process.
  enum Load {
    CPU,
    WAITING
  }
}
