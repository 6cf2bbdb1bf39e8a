package dev.offload.ingest.view;

import dev.offload.disk.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Locks a directory for one process. Two replicas with one file would each skip what the other has
/// read.
final class DirectoryLock {
  private DirectoryLock() {}

  static ProcessLock take(Path directory) {
    Path file = directory.resolve("lock");
    try {
      Files.createDirectories(directory);
      return ProcessLock.takeIfFree(file)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "another process uses %s: give each replica an offload.view.directory of its own"
                          .formatted(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException("the task view needs a directory it can write: " + file, e);
    }
  }
}
