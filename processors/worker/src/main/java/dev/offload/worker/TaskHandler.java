package dev.offload.worker;

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

  /// Runs one attempt. Expected ends are an [Outcome]; an exception counts as a failure that may be
  /// retried.
  Outcome handle(TaskContext task) throws Exception;

  /// What a run costs its process.
  enum Load {
    CPU,
    WAITING
  }
}
