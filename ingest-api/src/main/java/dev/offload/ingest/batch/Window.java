package dev.offload.ingest.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines of one batch that have been read and not been answered: so many and no more.
final class Window {
  private static final Logger log = LoggerFactory.getLogger(Window.class);

  private final BlockingQueue<Outcome> outcomes;
  private final Duration stallLimit;

  Window(int size, Duration stallLimit) {
    this.outcomes = new ArrayBlockingQueue<>(size);
    this.stallLimit = stallLimit;
  }

  /// Reads to the end. `cut` ends the connection of a client that lets its answers lie.
  void fill(BatchReader reader, Runnable cut) {
    try {
      Outcome outcome = readNext(reader);
      while (outcome instanceof Outcome.OfLine) {
        if (!outcomes.offer(outcome, stallLimit.toMillis(), TimeUnit.MILLISECONDS)) {
          log.info("batch cut off, its client does not read the answers");
          cut.run();
          outcome = new Outcome.BrokenOff();
        } else {
          outcome = readNext(reader);
        }
      }
      outcomes.put(outcome);
    } catch (InterruptedException _) {
      // Nobody answers any more.
    }
  }

  private static Outcome readNext(BatchReader reader) throws InterruptedException {
    try {
      return reader.next();
    } catch (IOException e) {
      log.debug("batch ends with its connection", e);
      return new Outcome.BrokenOff();
    }
  }

  /// The next one, null while there is none.
  Outcome poll() {
    return outcomes.poll();
  }

  /// The next one, waiting for it.
  Outcome take() throws InterruptedException {
    return outcomes.take();
  }
}
