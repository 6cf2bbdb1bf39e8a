package dev.offload.fetch;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.hc.core5.concurrent.Cancellable;

/// Ends requests whose task was cancelled or whose time is over. The thread that waits for the
/// server would notice neither.
final class Overseer implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final LongSupplier nanos;
  private final ScheduledThreadPoolExecutor looks;

  Overseer(LongSupplier nanos) {
    this.nanos = nanos;
    looks =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("fetch-overseer").daemon().factory());
    looks.setRemoveOnCancelPolicy(true);
  }

  /// Watches over a task's requests from now on, one after the other.
  Watch watch(BooleanSupplier isCancelled, Duration timeLimit) {
    Watch watch = new Watch(isCancelled, nanos.getAsLong() + timeLimit.toNanos());
    watch.regular =
        looks.scheduleWithFixedDelay(
            watch::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  /// One task's watch.
  final class Watch implements AutoCloseable {
    private final BooleanSupplier isCancelled;
    private final long until;
    private Future<?> regular;
    private Cancellable current = () -> false;

    private Watch(BooleanSupplier isCancelled, long until) {
      this.isCancelled = isCancelled;
      this.until = until;
    }

    /// Watches this request from now on.
    synchronized void over(Cancellable request) {
      current = request;
    }

    boolean isCancelled() {
      return isCancelled.getAsBoolean();
    }

    boolean isTimeOver() {
      return nanos.getAsLong() - until >= 0;
    }

    private synchronized void look() {
      if (isCancelled() || isTimeOver()) {
        Cancellable request = current;
        // Ending a connection may block, and must not keep other tasks waiting.
        Thread.startVirtualThread(request::cancel);
      }
    }

    @Override
    public void close() {
      regular.cancel(false);
    }
  }
}
