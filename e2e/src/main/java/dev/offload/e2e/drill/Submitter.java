package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Submits many tasks from several threads until all are accepted or Offload is gone.
final class Submitter {
  private static final int THREADS = 8;

  private final OffloadClient client;
  private final JsonNode task;
  private final Set<String> accepted;
  private final AtomicInteger left;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /// Adds the ids of accepted tasks to `accepted`, `count` at most.
  Submitter(OffloadClient client, JsonNode task, int count, Set<String> accepted) {
    this.client = client;
    this.task = task;
    this.accepted = accepted;
    this.left = new AtomicInteger(count);
  }

  void start() {
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofVirtual().start(this::run));
    }
  }

  void join() throws InterruptedException {
    for (var thread : threads) {
      thread.join();
    }
  }

  private void run() {
    while (!gone.get() && left.getAndDecrement() > 0) {
      try {
        accepted.add(client.submit(task).id());
      } catch (IOException _) {
        // There was no answer, so a client has to take it as not accepted.
        gone.set(true);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
