package dev.offload.ingest.batch;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines of one batch that have been read and not been answered: so many and no more, and so
/// many bytes of what is kept of them.
final class Window {
  private static final Logger log = LoggerFactory.getLogger(Window.class);

  private final BlockingQueue<Outcome> outcomes;
  private final int bytes;
  private final Semaphore freeBytes;

  Window(int lines, int bytes) {
    this.outcomes = new ArrayBlockingQueue<>(lines);
    this.bytes = bytes;
    this.freeBytes = new Semaphore(bytes);
  }

  /// Reads to the end. `cut` ends the connection where that fails in a way nobody expected.
  void fill(BatchReader reader, Runnable cut) {
    try {
      Outcome outcome = readNext(reader, cut);
      while (outcome instanceof Outcome.OfLine line) {
        freeBytes.acquire(room(line));
        outcomes.put(line);
        outcome = readNext(reader, cut);
      }
      outcomes.put(outcome);
    } catch (InterruptedException _) {
      // Nobody answers any more.
    }
  }

  private static Outcome readNext(BatchReader reader, Runnable cut) throws InterruptedException {
    try {
      return reader.next();
    } catch (IOException e) {
      log.debug("batch ends with its connection", e);
      return new Outcome.BrokenOff();
    } catch (RuntimeException | Error e) {
      log.error("batch cut off, its lines could not be read on", e);
      cut.run();
      return new Outcome.BrokenOff();
    }
  }

  /// The next one, null while there is none.
  Outcome poll() {
    return taken(outcomes.poll());
  }

  /// The next one, waiting for it.
  Outcome take() throws InterruptedException {
    return taken(outcomes.take());
  }

  private Outcome taken(Outcome outcome) {
    if (outcome instanceof Outcome.OfLine line) {
      freeBytes.release(room(line));
    }
    return outcome;
  }

  /// One line that is larger than the window has it for itself.
  private int room(Outcome.OfLine line) {
    return Math.min(line.bytes(), bytes);
  }
}
