package dev.offload.kafka.write;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A record on its way to Kafka.
public final class Writing {
  private final CompletableFuture<RecordMetadata> acknowledged;
  private final Duration limit;

  Writing(CompletableFuture<RecordMetadata> acknowledged, Duration limit) {
    this.acknowledged = acknowledged;
    this.limit = limit;
  }

  /// Whether the outcome is known.
  public boolean isOver() {
    return acknowledged.isDone();
  }

  /// Runs one of the two when the outcome is known, on the producer's thread or at once.
  public void whenOver(Runnable written, Runnable notWritten) {
    var _ =
        acknowledged.whenComplete((_, failure) -> (failure == null ? written : notWritten).run());
  }

  /// Returns when the record is safe against the loss of a broker.
  ///
  /// @return where the record is
  /// @throws NotWritten if it may not be in the topic
  public RecordMetadata await() {
    try {
      return acknowledged.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NotWritten(NotWritten.Certainty.UNKNOWN, "Kafka did not answer in time", e);
    } catch (ExecutionException e) {
      throw new NotWritten(
          NotWritten.Certainty.UNKNOWN, "Kafka did not take the record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWritten(NotWritten.Certainty.UNKNOWN, "interrupted while waiting for Kafka", e);
    }
  }
}
