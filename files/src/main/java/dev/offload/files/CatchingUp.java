package dev.offload.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds to a hash what it has missed of a file, while more of the file arrives. So little is
/// left to read when the last byte has come.
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

  /// More of the file has been written. Whoever writes goes on with the hash once it has
  /// caught up.
  void goOnTo(FileChannel channel, long fartherEnd) throws IOException {
    end = fartherEnd;
    if (!thread.isAlive() && hash.position() < fartherEnd) {
      ByteBuffer buffer = ByteBuffer.allocate(Durable.BUFFER_BYTES);
      while (hash.addMissing(channel, fartherEnd, buffer)) {
        // what came while the thread ended
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
      LOG.trace("The piece has ended", e);
    } catch (IOException e) {
      LOG.debug("A hash is made at the end of the upload", e);
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
