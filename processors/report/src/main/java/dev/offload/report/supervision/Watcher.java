package dev.offload.report.supervision;

/// Watches a child for the report that waits for it.
public interface Watcher {
  void stepDone(String what);

  /// How far a long step has come.
  void doing(String what);

  /// Whether the report is not wanted any more.
  boolean isCancelled();
}
