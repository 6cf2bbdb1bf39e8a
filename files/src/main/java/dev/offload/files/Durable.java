package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/// File-system steps that are on the disk when they return.
final class Durable {

  static final int BUFFER_BYTES = 64 * 1024;

  /// After how many bytes the free space is checked again.
  static final int CHECK_EVERY = 1024 * 1024;

  private Durable() {}

  /// How much was copied, and its hash.
  record Copied(long size, Sha256 sha256) {}

  /// Copies `content` into a new file, at most one buffer beyond `maxBytes`.
  ///
  /// @param room asked again and again
  /// @throws OutOfRoom if there is none
  static Copied copy(InputStream content, Path file, long maxBytes, Room room) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    long nextLook = CHECK_EVERY;
    room.require();
    try (FileChannel channel = newFile(file)) {
      int read;
      while (size <= maxBytes && (read = content.read(buffer)) >= 0) {
        if (size >= nextLook) {
          room.require();
          nextLook = size + CHECK_EVERY;
        }
        digest.update(buffer, 0, read);
        writeAll(channel, ByteBuffer.wrap(buffer, 0, read));
        size += read;
      }
      if (size <= maxBytes) {
        channel.force(true);
      }
    }
    return new Copied(size, Sha256.of(digest.digest()));
  }

  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = newFile(file)) {
      writeAll(channel, ByteBuffer.wrap(bytes));
      channel.force(true);
    }
  }

  /// Writes a file in one step: others see it whole or as it was before.
  static void replace(Path file, byte[] bytes, FileTime lastModified) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    write(fresh, bytes);
    Files.setLastModifiedTime(fresh, lastModified);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file.getParent());
  }

  /// Creates a folder and all missing folders above it.
  static void createFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = folder; !Files.isDirectory(p); p = p.getParent()) {
      missing.push(p);
    }
    Files.createDirectories(folder);
    for (Path created : missing) {
      syncFolder(created.getParent());
    }
  }

  /// Writes the names in a folder to the disk. Windows can't do this, and does not need it.
  static void syncFolder(Path folder) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileChannel newFile(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
