package dev.offload.report.supervision;

/// Whoever waits for a child.
public interface Watcher {
  void stepDone(String what);

  /// Where a long step is.
  void doing(String what);

  /// Whether nobody wants the report any more.
  boolean isCancelled();
}
