package dev.offload.kafka.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What Kafka answers an administrator, waited for.
public final class AdminAnswer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

  private AdminAnswer() {}

  /// Throws an [IllegalStateException], whose cause is Kafka's own where Kafka refused.
  public static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not answer within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  /// A topic just made is not known to every broker at once: asks again until it is.
  public static <T> T onceKnown(Supplier<KafkaFuture<T>> ask) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return await(ask.get());
      } catch (IllegalStateException e) {
        boolean again =
            e.getCause() instanceof UnknownTopicOrPartitionException
                && Instant.now().isBefore(deadline);
        if (!again) {
          throw e;
        }
        LockSupport.parkNanos(ASK_AGAIN_AFTER.toNanos());
      }
    }
  }
}
