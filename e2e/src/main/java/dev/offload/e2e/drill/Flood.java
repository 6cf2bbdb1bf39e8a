package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Submits very many tasks in batches, over several connections.
final class Flood {
  private static final int CONNECTIONS = 4;
  private static final int BATCH = 500;

  private final OffloadClient client;
  private final Supplier<ObjectNode> tasks;
  private final AtomicInteger left;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();

  /// The answers to the tasks.
  ///
  /// @param accepted the ids of those that were accepted
  /// @param refused why others were not, and how often
  record Answers(Set<String> accepted, Map<String, Integer> refused) {}

  private Flood(OffloadClient client, int count, Supplier<ObjectNode> tasks) {
    this.client = client;
    this.tasks = tasks;
    this.left = new AtomicInteger(count);
  }

  static Flood of(OffloadClient client, int count, Supplier<ObjectNode> tasks) {
    return new Flood(client, count, tasks);
  }

  /// Submits all of them.
  Answers run() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      threads.add(Thread.ofVirtual().start(this::submit));
    }
    for (var thread : threads) {
      thread.join();
    }
    return new Answers(accepted, refused);
  }

  /// How many tasks the next batch has; 0 if none are left.
  private int next() {
    int before = left.getAndUpdate(count -> Math.max(0, count - BATCH));
    return Math.min(before, BATCH);
  }

  private void submit() {
    for (int size = next(); size > 0; size = next()) {
      try {
        var answer = client.submitAll(Stream.generate(tasks).limit(size).toList());
        accepted.addAll(answer.accepted());
        answer.refused().forEach(reason -> refused.merge(reason, 1, Integer::sum));
      } catch (IOException e) {
        refused.merge(e.toString(), size, Integer::sum);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
