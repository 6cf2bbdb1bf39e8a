package dev.offload.report.scratch;

import dev.offload.disk.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/// A directory for one report, deleted when it is closed.
public final class Scratch implements AutoCloseable {
  private final Path directory;

  public Scratch(Path directory) {
    this.directory = directory;
  }

  public Path directory() {
    return directory;
  }

  /// Bytes of all files, those that somebody is deleting at the moment or not.
  public long size() throws IOException {
    AtomicLong size = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            size.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile
          }
        });
    return size.get();
  }

  @Override
  public void close() throws IOException {
    Trees.delete(directory);
  }
}
