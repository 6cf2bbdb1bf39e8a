package dev.offload.lifecycle.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a thread that died, after a pause that grows while threads keep dying. Nothing is
/// lost: whatever was not committed is processed again.
final class ThreadReplacer implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadReplacer.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofMinutes(2);
  private static final int AGAIN_AND_AGAIN = 2;
  private static final int TOO_MANY = 5;

  private final InstantSource clock;
  private final Runnable onDeath;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Instant lastDeath = Instant.MIN;
  private Duration pause = Duration.ZERO;
  private int deaths;

  /// `onDeath` runs before a thread is replaced.
  ThreadReplacer(InstantSource clock, Runnable onDeath) {
    this.clock = clock;
    this.onDeath = onDeath;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable death) {
    Duration wait = nextPause(clock.instant());
    log.error("a stream thread died and is replaced in {}", wait, death);
    onDeath.run();
    try {
      if (stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /// Stops replacing threads, because the stream is to end.
  void stop() {
    stopped.countDown();
  }

  synchronized Duration nextPause(Instant now) {
    boolean calm = isCalm(now);
    Duration next = calm ? FIRST_PAUSE : pause.multipliedBy(2);
    deaths = calm ? 1 : deaths + 1;
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    lastDeath = now;
    return pause;
  }

  /// Whether the thread is there and has not died repeatedly of late.
  synchronized boolean isSteady(Instant now) {
    boolean isPausing = deaths > 0 && now.isBefore(lastDeath.plus(pause));
    return !isPausing && (deaths < AGAIN_AND_AGAIN || isCalm(now));
  }

  /// Whether threads have died again and again of late, so that a new process may do better.
  synchronized boolean keepsDying(Instant now) {
    return deaths >= TOO_MANY && !isCalm(now);
  }

  private boolean isCalm(Instant now) {
    return lastDeath.isBefore(now.minus(CALM));
  }
}
