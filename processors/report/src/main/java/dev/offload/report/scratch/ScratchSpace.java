package dev.offload.report.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the reports of this process have their directories.
///
/// Several processes may share the root. Each has a directory there that it holds by a lock, which
/// no death outlives: a directory whose lock is free belonged to a process that was killed, and
/// whoever starts next deletes it.
///
/// ```
/// root/worker-5731/lock        held as long as the process lives
/// root/worker-5731/report-9/   one report
/// ```
public final class ScratchSpace implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScratchSpace.class);
  private static final String LOCK = "lock";

  private final Path own;
  private final FileChannel lock;

  private ScratchSpace(Path own, FileChannel lock) {
    this.own = own;
    this.lock = lock;
  }

  /// Makes a directory for this process.
  public static ScratchSpace open(Path root) throws IOException {
    Files.createDirectories(root);
    // Made under a name that is not looked at, and shown once its lock is held.
    Path hidden = Files.createTempDirectory(root, ".worker-");
    FileChannel lock = channel(hidden);
    lock.lock();
    Path own = root.resolve(hidden.getFileName().toString().substring(1));
    Files.move(hidden, own);
    return new ScratchSpace(own, lock);
  }

  public Scratch scratch() throws IOException {
    return new Scratch(Files.createTempDirectory(own, "report-"));
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Trees.delete(own);
    }
  }

  /// Deletes the directories of processes that are dead. What can't be deleted is told and left to
  /// the next.
  public static void deleteLeftBehind(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root, "worker-*")) {
      for (Path directory : found) {
        deleteIfLeftBehind(directory);
      }
    } catch (IOException e) {
      log.warn(
          "not looked for what killed processes left behind directory={}: {}",
          root,
          e.getMessage());
    }
  }

  private static void deleteIfLeftBehind(Path directory) {
    try (FileChannel channel = channel(directory)) {
      if (channel.tryLock() != null) {
        Trees.delete(directory);
        log.info("deleted what a killed process left behind directory={}", directory);
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very process.
    } catch (IOException e) {
      log.warn("not deleted directory={}: {}", directory, e.getMessage());
    }
  }

  private static FileChannel channel(Path directory) throws IOException {
    return FileChannel.open(
        directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
