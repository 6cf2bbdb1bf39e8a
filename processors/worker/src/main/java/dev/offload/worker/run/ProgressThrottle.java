package dev.offload.worker.run;

import dev.offload.schemas.task.Progress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Lets one progress report of a run through per second. The newest one that was held back follows
/// when the run ends.
final class ProgressThrottle {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<Progress> send;
  private final LongSupplier nanoTime;
  private Progress heldBack;
  private boolean sentBefore;
  private long sentAt;

  ProgressThrottle(Consumer<Progress> send, LongSupplier nanoTime) {
    this.send = send;
    this.nanoTime = nanoTime;
  }

  synchronized void report(Progress progress) {
    heldBack = progress;
    if (!sentBefore || nanoTime.getAsLong() - sentAt >= INTERVAL_NANOS) {
      flush();
    }
  }

  synchronized void flush() {
    if (heldBack != null) {
      send.accept(heldBack);
      heldBack = null;
      sentBefore = true;
      sentAt = nanoTime.getAsLong();
    }
  }
}
