package dev.offload.ingest.batch;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines of one batch that have been read and not been answered: so many and no more, and so
/// many bytes of what is kept of them.
final class Window {
  private static final Logger log = LoggerFactory.getLogger(Window.class);

  private final BlockingQueue<Kept> kept;
  private final BatchMemory.Room room;

  private record Kept(Outcome outcome, Runnable giveBack) {}

  Window(int lines, BatchMemory.Room room) {
    this.kept = new ArrayBlockingQueue<>(lines);
    this.room = room;
  }

  /// Reads to the end. `cut` ends the connection where that fails in a way nobody expected.
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

  /// The next one, null while there is none.
  Outcome poll() {
    Kept next = kept.poll();
    return next == null ? null : taken(next);
  }

  /// The next one, waiting for it.
  Outcome take() throws InterruptedException {
    return taken(kept.take());
  }

  private static Outcome taken(Kept next) {
    next.giveBack().run();
    return next.outcome();
  }
}
