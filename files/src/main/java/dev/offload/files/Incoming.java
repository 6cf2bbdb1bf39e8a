package dev.offload.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of files that are being written or being deleted.
final class Incoming {

  /// Younger files may still be written or deleted by another process.
  static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

  private final Path folder;
  private final BlobPool blobs;

  Incoming(Path folder, BlobPool blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  FileEntry begin(FileId id) throws IOException {
    return new FileEntry(Files.createDirectory(folder.resolve(id.value())));
  }

  /// Takes a published file away from its readers.
  ///
  /// @return nothing if somebody else was first
  Optional<FileEntry> takeBack(FileEntry published) throws IOException {
    Path place = folder.resolve(published.folder().getFileName());
    try {
      Files.move(published.folder(), place, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Durable.syncFolder(published.folder().getParent());
    return Optional.of(new FileEntry(place));
  }

  /// Deletes a file that nobody sees any more. Its description is deleted last. If this
  /// process dies before that, the next one reads in the description which blob to check.
  void discard(FileEntry entry) throws IOException {
    Optional<StoredFile> described = describedIn(entry);
    entry.deleteContent();
    if (described.isPresent()) {
      blobs.dropUnused(described.get().sha256());
    }
    entry.delete();
  }

  /// Deletes the remains of uploads and deletions of dead processes.
  void sweep(Instant now) throws IOException {
    Instant limit = now.minus(ABANDONED_AFTER);
    int swept = 0;
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path entry : folders.toList()) {
        if (lastTouched(entry).isBefore(limit)) {
          discard(new FileEntry(entry));
          swept++;
        }
      }
    }
    if (swept > 0) {
      LOG.info("Removed abandoned uploads: count={}", swept);
    }
  }

  /// If a crash has left the description half written, no blob was shared.
  private static Optional<StoredFile> describedIn(FileEntry entry) {
    try {
      return entry.read();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The later of two times. Arriving bytes change only the content's time, and a content that
  /// became a link has its blob's time.
  private static Instant lastTouched(Path entry) throws IOException {
    Instant latest = Instant.MIN;
    for (Path path : new Path[] {entry, new FileEntry(entry).content()}) {
      try {
        Instant touched = Files.getLastModifiedTime(path).toInstant();
        latest = touched.isAfter(latest) ? touched : latest;
      } catch (NoSuchFileException e) {
        LOG.trace("The file has been deleted, or does not exist yet", e);
      }
    }
    return latest;
  }
}
