package dev.offload.ingest.batch;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines of one batch that have been read and not answered. Their number and the bytes kept of
/// them are limited.
final class Window {
  private static final Logger log = LoggerFactory.getLogger(Window.class);

  private final BlockingQueue<Kept> kept;
  private final BatchMemory.Room room;

  private record Kept(Outcome outcome, Runnable giveBack) {}

  Window(int lines, BatchMemory.Room room) {
    this.kept = new ArrayBlockingQueue<>(lines);
    this.room = room;
  }

  /// Reads to the end. `cut` ends the connection after an unexpected failure.
  void fill(BatchReader reader, Runnable cut) {
    try {
      Outcome outcome = readNext(reader, cut);
      while (outcome instanceof Outcome.OfLine line) {
        kept.put(new Kept(line, room.take(line.bytes())));
        outcome = readNext(reader, cut);
      }
      kept.put(new Kept(outcome, () -> {}));
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

  /// The next line, or null while there is none.
  Outcome poll() {
    Kept next = kept.poll();
    return next == null ? null : taken(next);
  }

  /// Waits for the next line.
  Outcome take() throws InterruptedException {
    return taken(kept.take());
  }

  private static Outcome taken(Kept next) {
    next.giveBack().run();
    return next.outcome();
  }
}
