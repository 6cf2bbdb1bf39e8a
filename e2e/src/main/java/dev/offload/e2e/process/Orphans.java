package dev.offload.e2e.process;

/// Ends child processes together with this process, even if that is stopped early.
public final class Orphans {
  private Orphans() {}

  public static void prevent(Process child) {
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
  }
}
