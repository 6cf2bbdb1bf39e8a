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

  /// How long a batch works before it gives way to others.
  private static final long TURN_NANOS = 200_000;

  private final BlockingQueue<Kept> kept;
  private final BatchMemory.Room room;

  private record Kept(BatchStep step, Runnable giveBack) {}

  Window(int lines, BatchMemory.Room room) {
    this.kept = new ArrayBlockingQueue<>(lines);
    this.room = room;
  }

  /// Reads to the end. `cut` ends the connection after an unexpected failure.
  @SuppressWarnings("ThreadPriorityCheck") // nobody takes the processor from a virtual thread
  void fill(BatchReader reader, Runnable cut) {
    try {
      long begin = System.nanoTime();
      BatchStep step = readNext(reader, cut);
      while (step instanceof BatchStep.OfLine line) {
        kept.put(new Kept(line, room.take(line.bytes())));
        if (System.nanoTime() - begin > TURN_NANOS) {
          // Single calls may be waiting for the processor.
          Thread.yield();
          begin = System.nanoTime();
        }
        step = readNext(reader, cut);
      }
      kept.put(new Kept(step, () -> {}));
    } catch (InterruptedException _) {
      // The connection is gone, so nobody is answered any more.
    }
  }

  private static BatchStep readNext(BatchReader reader, Runnable cut) throws InterruptedException {
    try {
      return reader.next();
    } catch (IOException e) {
      log.debug("batch ends with its connection", e);
      return new BatchStep.BrokenOff();
    } catch (RuntimeException | Error e) {
      log.error("batch cut off, its next line could not be read", e);
      cut.run();
      return new BatchStep.BrokenOff();
    }
  }

  /// The next line, or null while there is none.
  BatchStep poll() {
    Kept next = kept.poll();
    return next == null ? null : taken(next);
  }

  /// Waits for the next line.
  BatchStep take() throws InterruptedException {
    return taken(kept.take());
  }

  private static BatchStep taken(Kept next) {
    next.giveBack().run();
    return next.step();
  }
}
