package dev.offload.e2e.process;

/// Ends child processes with this one, even if it is told to stop in the middle.
final class Orphans {
  private Orphans() {}

  static void prevent(Process child) {
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
  }
}
