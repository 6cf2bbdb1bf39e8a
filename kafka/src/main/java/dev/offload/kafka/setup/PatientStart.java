package dev.offload.kafka.setup;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts something in the background that Kafka is needed for, and tries until it has started.
/// So a service waits for Kafka without being started again: it is alive, and not ready.
public final class PatientStart<T> {
  private static final Logger log = LoggerFactory.getLogger(PatientStart.class);

  private final String what;
  private final Starting<T> starting;
  private final Duration pause;
  private final Thread thread =
      Thread.ofPlatform().name("offload-start").daemon().unstarted(this::run);
  private volatile T started;
  private String told;

  /// Starts it, or throws what keeps it from that.
  @FunctionalInterface
  public interface Starting<T> {
    T start() throws InterruptedException;
  }

  private PatientStart(String what, Starting<T> starting, Duration pause) {
    this.what = what;
    this.starting = starting;
    this.pause = pause;
  }

  /// `what` says in the log what does not start. There is a `pause` after each try.
  public static <T> PatientStart<T> of(String what, Starting<T> starting, Duration pause) {
    PatientStart<T> start = new PatientStart<>(what, starting, pause);
    start.thread.start();
    return start;
  }

  /// What has started. Empty if it has not yet.
  public Optional<T> started() {
    return Optional.ofNullable(started);
  }

  /// Tries no more. Returns what has started.
  public Optional<T> end() {
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
      log.debug("the application stops before {} has started", what);
    }
  }

  /// Logs the same trouble only once.
  private void tell(String reason, RuntimeException trouble) {
    if (!reason.equals(told)) {
      told = reason;
      log.warn("{} can't start yet, trying again every {}", what, pause, trouble);
    }
  }
}
