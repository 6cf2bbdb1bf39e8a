package dev.offload.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contents of a directory store by their hash. Equal contents take space only once.
///
/// Every file has its own hard link to its content, so the file system counts the references,
/// and no file's bytes depend on this pool. If a link can't be made (another kind of file
/// system, too many links), the file keeps its own copy. So the pool needs no lock between
/// processes. A blob that is removed while another process links to it is merely no longer
/// shared.
final class BlobPool {

  /// The name of a link that is about to replace a content.
  static final String LINK = "shared";

  private static final Logger LOG = LoggerFactory.getLogger(BlobPool.class);

  private final Path folder;

  BlobPool(Path folder) {
    this.folder = folder;
  }

  /// Replaces `content`, which has this hash, with a link to an equal blob. Without one, it
  /// becomes that blob.
  void share(Path content, Sha256 sha256) throws IOException {
    Path blob = blob(sha256);
    Files.createDirectories(blob.getParent());
    try {
      Files.createLink(blob, content);
    } catch (FileAlreadyExistsException e) {
      replaceByLink(content, blob);
    } catch (UnsupportedOperationException | IOException e) {
      LOG.debug("Content is not shared: no link could be made", e);
    }
  }

  /// Deletes the blob of this hash if no file uses it.
  void dropUnused(Sha256 sha256) throws IOException {
    dropUnused(blob(sha256));
  }

  /// Deletes all blobs that no file uses.
  void dropUnused() throws IOException {
    try (Stream<Path> shards = Files.list(folder)) {
      for (Path shard : shards.toList()) {
        dropUnusedIn(shard);
      }
    }
  }

  private void dropUnusedIn(Path shard) throws IOException {
    try (Stream<Path> found = Files.list(shard)) {
      for (Path blob : found.toList()) {
        dropUnused(blob);
      }
    }
  }

  private void dropUnused(Path blob) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("unix")) {
      return;
    }
    try {
      if (Files.getAttribute(blob, "unix:nlink") instanceof Integer links && links == 1) {
        Files.deleteIfExists(blob);
      }
    } catch (NoSuchFileException e) {
      LOG.trace("Another process dropped the blob first");
    }
  }

  private void replaceByLink(Path content, Path blob) throws IOException {
    Path link = content.resolveSibling(LINK);
    try {
      Files.deleteIfExists(link); // a process that died may have left one
      if (Files.isSameFile(content, blob)) {
        return; // to rename a link onto itself would do nothing
      }
      Files.createLink(link, blob);
    } catch (IOException e) {
      LOG.debug("Content is not shared: the blob has gone or has too many links", e);
      return;
    }
    Files.move(link, content, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path blob(Sha256 sha256) {
    return folder.resolve(sha256.hex().substring(0, 2)).resolve(sha256.hex());
  }
}
