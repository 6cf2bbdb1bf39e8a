package dev.offload.lifecycle.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a new thread in the place of one that died, after a pause that grows as long as they keep
/// dying. Nothing is lost meanwhile: what was not committed is processed again.
final class ThreadReplacer implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadReplacer.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CALM = Duration.ofMinutes(2);
  private static final int TOO_MANY = 5;

  private final InstantSource clock;
  private Instant lastDeath = Instant.MIN;
  private Duration pause = Duration.ZERO;
  private int deaths;

  ThreadReplacer(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable death) {
    Duration wait = nextPause(clock.instant());
    log.error("a stream thread died and is replaced in {}", wait, death);
    try {
      Thread.sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  synchronized Duration nextPause(Instant now) {
    boolean calm = lastDeath.isBefore(now.minus(CALM));
    Duration next = calm ? FIRST_PAUSE : pause.multipliedBy(2);
    deaths = calm ? 1 : deaths + 1;
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    lastDeath = now;
    return pause;
  }

  /// Whether one thread after another has died of late, so that a new process may do better.
  synchronized boolean isInVain(Instant now) {
    return deaths >= TOO_MANY && !lastDeath.isBefore(now.minus(CALM));
  }
}
