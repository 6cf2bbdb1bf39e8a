package dev.offload.worker.run;

import dev.offload.worker.TaskHandler.Load;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The threads that handlers run on: a pool with one thread per core, shared by all queues of the
/// process, and virtual threads, as many as the queues have slots.
public final class HandlerThreads implements AutoCloseable {
  private final ExecutorService cpu;
  private final ExecutorService waiting;

  public HandlerThreads(int cores) {
    cpu =
        Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().name("offload-cpu-", 0).daemon().factory());
    waiting =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("offload-waiting-", 0).factory());
  }

  void execute(Load load, Runnable run) {
    switch (load) {
      case CPU -> cpu.execute(run);
      case WAITING -> waiting.execute(run);
    }
  }

  /// Interrupts what still runs, and does not wait for it.
  @Override
  public void close() {
    cpu.shutdownNow();
    waiting.shutdownNow();
  }
}
