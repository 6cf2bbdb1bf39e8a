package dev.offload.worker.scratch;

import dev.offload.disk.ProcessLock;
import dev.offload.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory for a process's intermediate files.
///
/// Several processes may share the root. Each has a directory there, which it locks. A lock ends
/// with its process: a directory whose lock is free belonged to a process that was killed, and the
/// next process that starts deletes it.
///
/// ```
/// root/worker-5731/lock     held as long as the process lives
/// root/worker-5731/run-9/   one run, or one report
/// ```
public final class ProcessSpace implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessSpace.class);
  private static final String LOCK = "lock";

  /// How long a directory without a lock is left alone. It may be one that is just being made, or a
  /// run of a process of an older release.
  private static final Duration LONG_AGO = Duration.ofDays(1);

  private final Path own;
  private final ProcessLock lock;

  private ProcessSpace(Path own, ProcessLock lock) {
    this.own = own;
    this.lock = lock;
  }

  /// Makes a directory for this process.
  public static ProcessSpace open(Path root) throws IOException {
    Files.createDirectories(root);
    // It has a name that nobody looks at until its lock is held.
    Path hidden = Files.createTempDirectory(root, ".worker-");
    ProcessLock lock = ProcessLock.take(hidden.resolve(LOCK));
    Path own = root.resolve(hidden.getFileName().toString().substring(1));
    Files.move(hidden, own);
    return new ProcessSpace(own, lock);
  }

  /// Makes a directory whose name begins with `prefix`. The caller has to delete it.
  public Path directory(String prefix) throws IOException {
    return Files.createTempDirectory(own, prefix);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Trees.delete(own);
    }
  }

  /// Deletes the directories of processes that are dead at `now`. What can't be deleted is logged
  /// and left to the next process.
  public static void deleteLeftBehind(Path root, Instant now) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root, "{worker-,.worker-,run-}*")) {
      for (Path directory : found) {
        if (directory.getFileName().toString().startsWith("worker-")) {
          deleteIfOwnerIsDead(directory);
        } else {
          deleteIfOlderThan(directory, now.minus(LONG_AGO));
        }
      }
    } catch (IOException e) {
      log.warn(
          "could not look for what killed processes left behind directory={}: {}",
          root,
          e.getMessage());
    }
  }

  private static void deleteIfOwnerIsDead(Path directory) {
    try {
      Optional<ProcessLock> lock = ProcessLock.takeIfFree(directory.resolve(LOCK));
      if (lock.isPresent()) {
        try (ProcessLock _ = lock.get()) {
          delete(directory);
        }
      }
    } catch (IOException e) {
      log.warn("not deleted directory={}: {}", directory, e.getMessage());
    }
  }

  private static void deleteIfOlderThan(Path directory, Instant limit) {
    try {
      if (Files.getLastModifiedTime(directory).toInstant().isBefore(limit)) {
        delete(directory);
      }
    } catch (IOException e) {
      log.warn("not deleted directory={}: {}", directory, e.getMessage());
    }
  }

  private static void delete(Path directory) throws IOException {
    Trees.delete(directory);
    log.info("deleted what a killed process left behind directory={}", directory);
  }
}
