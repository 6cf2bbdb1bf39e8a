package dev.offload.worker.runtime;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts something in the background that may fail for now, and tries until it has started.
final class PatientStart<T> {
  private static final Logger log = LoggerFactory.getLogger(PatientStart.class);

  private final Starting<T> starting;
  private final Duration pause;
  private final Thread thread =
      Thread.ofPlatform().name("offload-worker-start").daemon().unstarted(this::run);
  private volatile T started;
  private String told;

  /// Starts it, or throws what keeps it from that.
  @FunctionalInterface
  interface Starting<T> {
    T start() throws InterruptedException;
  }

  private PatientStart(Starting<T> starting, Duration pause) {
    this.starting = starting;
    this.pause = pause;
  }

  static <T> PatientStart<T> of(Starting<T> starting, Duration pause) {
    PatientStart<T> start = new PatientStart<>(starting, pause);
    start.thread.start();
    return start;
  }

  /// What has started. Empty if it has not yet.
  Optional<T> started() {
    return Optional.ofNullable(started);
  }

  /// Tries no more. Returns what has started.
  Optional<T> end() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return started();
  }

  private void run() {
    try {
      while (started == null) {
        try {
          started = starting.start();
        } catch (RuntimeException e) {
          tell(String.valueOf(e.getMessage()), e);
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException _) {
      log.debug("the application stops before its worker has started");
    }
  }

  /// Logs the same trouble only once.
  private void tell(String reason, RuntimeException trouble) {
    if (!reason.equals(told)) {
      told = reason;
      log.warn("no task is taken until this is mended, trying again every {}", pause, trouble);
    }
  }
}
