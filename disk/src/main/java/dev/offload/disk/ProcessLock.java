package dev.offload.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A lock, named by a file, that one holder in one process has at a time. It ends with its process.
/// Any thread may close it, once.
///
/// The system's locks belong to a whole process, so within the process a semaphore is taken
/// first. The system's lock is polled and never waited for. If two processes each wait for a
/// lock of the other, the system takes it for a deadlock, even if different threads wait.
///
/// A process loses its lock when it closes any channel of the file. So the file of a lock that is
/// held here is not opened again, by whatever name.
public final class ProcessLock implements AutoCloseable {
  private static final Map<Path, InProcess> HERE = new ConcurrentHashMap<>();

  /// The files that are opened for a lock in this process, as the file system calls them.
  private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 2;

  /// A lock within this process. It is kept only while somebody has it or waits for it, since
  /// there may be locks for very many files.
  private static final class InProcess {
    private final Semaphore free = new Semaphore(1);
    private int users;

    static InProcess join(Path file) {
      return HERE.compute(
          file,
          (_, known) -> {
            InProcess local = known == null ? new InProcess() : known;
            local.users++;
            return local;
          });
    }

    static void leave(Path file) {
      HERE.computeIfPresent(file, (_, local) -> --local.users == 0 ? null : local);
    }
  }

  private final Path file;
  private final InProcess here;
  private final Object identity;
  private final FileChannel channel;

  private ProcessLock(Path file, InProcess here, Object identity, FileChannel channel) {
    this.file = file;
    this.here = here;
    this.identity = identity;
    this.channel = channel;
  }

  /// Waits for the lock.
  ///
  /// @throws IOException if it is held for so long that something must be wrong
  public static ProcessLock take(Path file) throws IOException {
    return take(file, PATIENCE)
        .orElseThrow(
            () -> new IOException("another holder has kept the lock for too long: " + file));
  }

  public static Optional<ProcessLock> takeIfFree(Path file) throws IOException {
    return take(file, Duration.ZERO);
  }

  /// Waits for the lock, but no longer than `patience`.
  public static Optional<ProcessLock> takeWithin(Path file, Duration patience) throws IOException {
    return take(file, patience);
  }

  private static Optional<ProcessLock> take(Path file, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    InProcess here = InProcess.join(file);
    Optional<ProcessLock> lock = Optional.empty();
    try {
      lock = takeHere(file, here, patience, deadline);
      return lock;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the lock was free: " + file);
    } finally {
      if (lock.isEmpty()) {
        InProcess.leave(file);
      }
    }
  }

  private static Optional<ProcessLock> takeHere(
      Path file, InProcess here, Duration patience, long deadline)
      throws IOException, InterruptedException {
    if (!here.free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    Optional<ProcessLock> lock = Optional.empty();
    try {
      lock = takeFromOthers(file, here, deadline);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        here.free.release();
      }
    }
  }

  private static Optional<ProcessLock> takeFromOthers(Path file, InProcess here, long deadline)
      throws IOException, InterruptedException {
    Object identity = identity(file);
    if (!waits(() -> OPEN.add(identity), deadline)) {
      return Optional.empty();
    }
    Optional<ProcessLock> lock = Optional.empty();
    try {
      lock = takeOpened(file, here, identity, deadline);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        OPEN.remove(identity);
      }
    }
  }

  private static Optional<ProcessLock> takeOpened(
      Path file, InProcess here, Object identity, long deadline)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isTaken = false;
    try {
      isTaken = waits(() -> channel.tryLock() != null, deadline);
      return isTaken
          ? Optional.of(new ProcessLock(file, here, identity, channel))
          : Optional.empty();
    } finally {
      if (!isTaken) {
        channel.close();
      }
    }
  }

  /// What is the same for all names of a file. The file is there afterwards.
  private static Object identity(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException _) {
      // Somebody has used it before.
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  private interface Attempt {
    boolean succeeds() throws IOException;
  }

  private static boolean waits(Attempt attempt, long deadline)
      throws IOException, InterruptedException {
    while (!attempt.succeeds()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
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
      OPEN.remove(identity);
      here.free.release();
      InProcess.leave(file);
    }
  }

  /// For tests: whether anything is kept for a lock.
  static boolean isKnown(Path file) {
    return HERE.containsKey(file);
  }
}
