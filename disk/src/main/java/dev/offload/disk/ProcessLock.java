package dev.offload.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A lock, named by a file, that one holder in one process has at a time. It ends with its process.
/// Any thread may close it, once.
///
/// The system's locks belong to a whole process, so within the process a semaphore is taken
/// first. The system's lock is polled and never waited for. If two processes each wait for a
/// lock of the other, the system takes it for a deadlock, even if different threads wait.
public final class ProcessLock implements AutoCloseable {
  private static final Map<Path, Semaphore> HERE = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 2;

  private final Semaphore here;
  private final FileChannel channel;

  private ProcessLock(Semaphore here, FileChannel channel) {
    this.here = here;
    this.channel = channel;
  }

  /// Waits for the lock.
  ///
  /// @throws IOException if it is held for so long that something must be wrong
  public static ProcessLock take(Path file) throws IOException {
    return take(file, PATIENCE)
        .orElseThrow(() -> new IOException("somebody has the lock for too long: " + file));
  }

  public static Optional<ProcessLock> takeIfFree(Path file) throws IOException {
    return take(file, Duration.ZERO);
  }

  private static Optional<ProcessLock> take(Path file, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Semaphore here = HERE.computeIfAbsent(file, _ -> new Semaphore(1));
    try {
      if (!here.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      Optional<ProcessLock> lock = Optional.empty();
      try {
        lock = takeFromOthers(file, here, deadline);
        return lock;
      } finally {
        if (lock.isEmpty()) {
          here.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the lock was free: " + file);
    }
  }

  private static Optional<ProcessLock> takeFromOthers(Path file, Semaphore here, long deadline)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isTaken = false;
    try {
      while (!isLocked(channel)) {
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

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // This process has it under another name of the file.
    }
  }

  /// The file itself, which may contain what the lock guards.
  public FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      here.release();
    }
  }
}
