package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Very many tasks, over as many connections as it takes.
final class Flood {
  private static final int CONNECTIONS = 64;

  private final OffloadClient client;
  private final Supplier<ObjectNode> tasks;
  private final AtomicInteger left;
  private final AtomicInteger accepted = new AtomicInteger();

  private Flood(OffloadClient client, int count, Supplier<ObjectNode> tasks) {
    this.client = client;
    this.tasks = tasks;
    this.left = new AtomicInteger(count);
  }

  static Flood of(OffloadClient client, int count, Supplier<ObjectNode> tasks) {
    return new Flood(client, count, tasks);
  }

  /// Submits them all; returns how many were accepted.
  int run() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      threads.add(Thread.ofVirtual().start(this::submit));
    }
    for (var thread : threads) {
      thread.join();
    }
    return accepted.get();
  }

  private void submit() {
    while (left.getAndDecrement() > 0) {
      try {
        client.submit(tasks.get());
        accepted.incrementAndGet();
      } catch (IOException _) {
        // Not accepted: it is missing in the count.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
