package dev.offload.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the bytes that a hash has missed while more of the file arrives, so that little is
/// left to read after the last byte.
final class CatchingUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);

  private final HashSoFar hash;
  private final Path file;
  private final Thread thread;
  private volatile long end;

  private CatchingUp(HashSoFar hash, Path file, long end) {
    this.hash = hash;
    this.file = file;
    this.end = end;
    this.thread = Thread.ofVirtual().name("catch-up").unstarted(this::run);
  }

  /// @param end how many bytes of the file have been written
  static CatchingUp start(HashSoFar hash, Path file, long end) {
    CatchingUp catchingUp = new CatchingUp(hash, file, end);
    if (hash.position() < end) {
      catchingUp.thread.start();
    }
    return catchingUp;
  }

  /// Tells it that more of the file has been written. Once the hash has caught up, the writer
  /// of the file continues it.
  void goOnTo(FileChannel channel, long fartherEnd) throws IOException {
    end = fartherEnd;
    if (!thread.isAlive() && hash.position() < fartherEnd) {
      ByteBuffer buffer = ByteBuffer.allocate(Durable.BUFFER_BYTES);
      while (hash.addMissing(channel, fartherEnd, buffer)) {
        // the bytes that came while the thread ended
      }
    }
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocate(Durable.BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (!thread.isInterrupted() && hash.addMissing(channel, end, buffer)) {
        // the next buffer
      }
    } catch (ClosedByInterruptException e) {
      LOG.trace("Stopped, because the piece has ended", e);
    } catch (IOException e) {
      LOG.debug("The file can't be read now, so its hash is computed at the end of the upload", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
