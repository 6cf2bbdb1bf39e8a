package dev.offload.lifecycle.topology;

import dev.offload.kafka.setup.TopicFault;
import dev.offload.kafka.setup.TopicFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes sure that a queue's topics exist and are as they should be before a task is handed
/// out. Whoever submits tasks has created them, but a topic that is missing or has the wrong
/// shape would hold up a whole partition. A queue with such a topic is *closed*: its tasks
/// wait, and it is checked again later.
///
/// Kafka is asked once per queue, on another thread. The stream waits for the answer once and
/// not for long.
public final class QueueTopics {
  private static final Logger log = LoggerFactory.getLogger(QueueTopics.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(2);
  private static final Duration UNTIL_MENDED = Duration.ofSeconds(30);
  private static final Duration UNTIL_TAKEN = Duration.ofMinutes(5);

  private final Setup setup;
  private final Executor beside;
  private final LongSupplier nanoTime;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  /// One check of a queue's topics. `closedFor` is how long the queue is closed because of it,
  /// zero if it is open. The check counts until `endsAt`.
  private static final class Look {
    private final CompletableFuture<Duration> closedFor;
    private final long endsAt;
    private boolean awaited;

    private Look(CompletableFuture<Duration> closedFor, long endsAt) {
      this.closedFor = closedFor;
      this.endsAt = endsAt;
    }

    private synchronized boolean isToBeAwaited() {
      boolean first = !awaited;
      awaited = true;
      return first;
    }

    private boolean isOpen() {
      return closedFor.isDone() && closedFor.join().isZero();
    }
  }

  /// Creates a queue's topics and says what is wrong with them.
  @FunctionalInterface
  public interface Setup {
    List<TopicFault> ensure(String queue) throws InterruptedException;
  }

  /// `setup` runs on `beside`.
  public QueueTopics(Setup setup, Executor beside, LongSupplier nanoTime) {
    this.setup = setup;
    this.beside = beside;
    this.nanoTime = nanoTime;
  }

  /// How long a hand-out to `queue` has to wait before it is tried again. Empty if it need not
  /// wait.
  Optional<Duration> closedFor(String queue) {
    long now = nanoTime.getAsLong();
    Look look =
        looks.compute(
            queue,
            (_, last) ->
                last == null || (!last.isOpen() && now - last.endsAt >= 0)
                    ? begun(queue, now)
                    : last);
    Duration wait = answer(look);
    return wait.isZero() ? Optional.empty() : Optional.of(wait);
  }

  /// Closes `queue` for a while, because Kafka refuses what is written to it.
  void close(String queue) {
    long until = nanoTime.getAsLong() + UNTIL_TAKEN.toNanos();
    looks.put(queue, new Look(CompletableFuture.completedFuture(UNTIL_TAKEN), until));
  }

  /// Has the topics of all open queues checked again, because one may have changed.
  public void doubt() {
    looks.values().removeIf(Look::isOpen);
  }

  /// How many queues are closed.
  public int closed() {
    return (int)
        looks.values().stream().filter(look -> look.closedFor.isDone() && !look.isOpen()).count();
  }

  private Look begun(String queue, long now) {
    return new Look(
        CompletableFuture.supplyAsync(() -> look(queue), beside), now + UNTIL_MENDED.toNanos());
  }

  private Duration look(String queue) {
    try {
      List<TopicFault> faults = setup.ensure(queue);
      faults.forEach(
          fault -> log.error("topic is not as it should be queue={}: {}", queue, fault.advice()));
      boolean closed = faults.stream().anyMatch(fault -> fault.kind() == Kind.PARTITIONS);
      return closed ? UNTIL_MENDED : Duration.ZERO;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return UNTIL_MENDED;
    } catch (RuntimeException e) {
      log.error(
          "topics can't be looked at, tasks wait queue={} for={}: {}",
          queue,
          UNTIL_MENDED,
          e.getMessage());
      return UNTIL_MENDED;
    }
  }

  private static Duration answer(Look look) {
    if (!look.closedFor.isDone() && !look.isToBeAwaited()) {
      return UNTIL_ANSWERED;
    }
    try {
      return look.closedFor.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return UNTIL_ANSWERED;
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at the topics of a queue failed", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return UNTIL_ANSWERED;
    }
  }
}
