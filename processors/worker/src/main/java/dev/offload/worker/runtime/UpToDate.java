package dev.offload.worker.runtime;

import dev.offload.kafka.live.LiveEntries;
import java.time.Duration;

/// Entries that are as new as Kafka's whenever a handler asks for them.
///
/// @param what names them, for errors
record UpToDate<L extends LiveEntries>(L entries, String what) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  L now() throws InterruptedException {
    if (!entries.catchUp(PATIENCE)) {
      throw new IllegalStateException(
          "Kafka does not answer: %s can't be read now".formatted(what));
    }
    return entries;
  }

  @Override
  public void close() {
    entries.close();
  }
}
