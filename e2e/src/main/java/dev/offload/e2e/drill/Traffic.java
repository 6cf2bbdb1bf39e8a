package dev.offload.e2e.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Steady submissions to several API replicas in turn. If one does not answer, the next is asked,
/// as a client behind a load balancer would.
final class Traffic implements AutoCloseable {
  /// A kind of task and how often it comes.
  enum Kind {
    /// Short, by the direct route.
    DIRECT(50),
    /// Short, through the lifecycle.
    DECIDED(100),
    /// Long enough that its worker claims it.
    LONG(500);

    private final int everyMillis;

    Kind(int everyMillis) {
      this.everyMillis = everyMillis;
    }

    private ObjectNode task(Duration longTask) {
      var task =
          switch (this) {
            case DIRECT -> Probes.sleeping(Duration.ofMillis(10));
            case DECIDED -> Probes.delayed(Duration.ofMillis(10), Duration.ofMillis(500));
            case LONG -> Probes.sleeping(longTask);
          };
      task.putArray("tags").add(name());
      return task;
    }
  }

  private final List<OffloadClient> replicas;
  private final Duration longTask;
  private final Map<Kind, Map<String, Instant>> accepted = new EnumMap<>(Kind.class);
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ScheduledExecutorService feeders = Executors.newScheduledThreadPool(8);

  Traffic(List<OffloadClient> replicas, Duration longTask) {
    this.replicas = List.copyOf(replicas);
    this.longTask = longTask;
    for (var kind : Kind.values()) {
      accepted.put(kind, new ConcurrentHashMap<>());
    }
  }

  void start() {
    for (var kind : Kind.values()) {
      var _ =
          feeders.scheduleAtFixedRate(
              () -> submit(kind), 0, kind.everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  /// The tasks accepted so far, and when.
  Map<String, Instant> accepted(Kind kind) {
    return Map.copyOf(accepted.get(kind));
  }

  /// How many submissions no replica answered.
  int unanswered() {
    return unanswered.get();
  }

  void stop() throws InterruptedException {
    feeders.shutdown();
    if (!feeders.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a submission takes longer than a minute");
    }
  }

  private void submit(Kind kind) {
    int first = turn.getAndIncrement();
    for (int replica = 0; replica < replicas.size(); replica++) {
      try {
        var client = replicas.get(Math.floorMod(first + replica, replicas.size()));
        accepted.get(kind).put(client.submitOnce(kind.task(longTask)).id(), Instant.now());
        return;
      } catch (IOException _) {
        // The next replica is asked. Nobody knows whether this one has accepted it.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    unanswered.incrementAndGet();
  }

  @Override
  public void close() {
    feeders.shutdownNow();
  }
}
