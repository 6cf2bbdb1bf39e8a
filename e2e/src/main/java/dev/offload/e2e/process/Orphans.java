package dev.offload.e2e.process;

/// Child processes end with this one, even when it is told to stop in the middle.
final class Orphans {
  private Orphans() {}

  static void prevent(Process child) {
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
  }
}
