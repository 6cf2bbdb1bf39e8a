package dev.offload.kafka.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Waits for answers of an admin client.
///
/// If Kafka refuses, its own [KafkaException] is thrown, so that a caller can tell refusals
/// apart by their types. If Kafka does not answer, a [TimeoutException] is thrown.
public final class AdminAnswer {
  /// An admin client tries for as long by default (`default.api.timeout.ms`).
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

  private AdminAnswer() {}

  /// An admin client that tries no longer than `patience`.
  public static Admin admin(Map<String, Object> kafka, Duration patience) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    return Admin.create(config);
  }

  public static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
    return await(answer, PATIENCE);
  }

  public static <T> T await(KafkaFuture<T> answer, Duration patience) throws InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException refusal
          ? refusal
          : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("Kafka did not answer within " + patience, e);
    }
  }

  /// The answer about topics that were just created. It asks again until all brokers know the
  /// topics.
  public static <T> T onceKnown(Supplier<KafkaFuture<T>> ask) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return await(ask.get());
      } catch (UnknownTopicOrPartitionException e) {
        if (!Instant.now().isBefore(deadline)) {
          throw e;
        }
        Thread.sleep(ASK_AGAIN_AFTER);
      }
    }
  }
}
