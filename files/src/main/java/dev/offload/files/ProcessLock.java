package dev.offload.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A lock, named by a file, that one thread of one process holds at a time. It ends with its
/// process.
///
/// The system's locks belong to a whole process, so a lock of Java comes first inside the process.
/// The system's lock is polled and never waited for: two processes that each wait for what the
/// other has look like a deadlock to the system, whichever threads they are.
final class ProcessLock implements AutoCloseable {
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 2;

  private final ReentrantLock here;
  private final FileChannel channel;

  private ProcessLock(ReentrantLock here, FileChannel channel) {
    this.here = here;
    this.channel = channel;
  }

  /// Waits for the lock.
  ///
  /// @throws IOException if it is held for so long that something must be wrong
  static ProcessLock take(Path file) throws IOException {
    return take(file, PATIENCE)
        .orElseThrow(() -> new IOException("somebody has the lock for too long: " + file));
  }

  static Optional<ProcessLock> takeIfFree(Path file) throws IOException {
    return take(file, Duration.ZERO);
  }

  private static Optional<ProcessLock> take(Path file, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    ReentrantLock here = HERE.computeIfAbsent(file, _ -> new ReentrantLock());
    try {
      if (!here.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      Optional<ProcessLock> lock = Optional.empty();
      try {
        lock = takeFromOthers(file, here, deadline);
        return lock;
      } finally {
        if (lock.isEmpty()) {
          here.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the lock was free: " + file);
    }
  }

  private static Optional<ProcessLock> takeFromOthers(Path file, ReentrantLock here, long deadline)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isTaken = false;
    try {
      while (channel.tryLock() == null) {
        if (System.nanoTime() >= deadline) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      isTaken = true;
      return Optional.of(new ProcessLock(here, channel));
    } finally {
      if (!isTaken) {
        channel.close();
      }
    }
  }

  /// The file itself, which can contain what the lock guards.
  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      here.unlock();
    }
  }
}
