package dev.offload.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// The directory with everything that this process keeps. One process at a time holds it.
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;
  private final boolean temporary;

  private DataDirectory(Path root, FileChannel lock, boolean temporary) {
    this.root = root;
    this.lock = lock;
    this.temporary = temporary;
  }

  /// `wanted`, or the place that the XDG base directory specification names.
  static Path chosen(Path wanted) {
    if (wanted != null) {
      return wanted.toAbsolutePath().normalize();
    }
    var xdg = System.getenv("XDG_DATA_HOME");
    var base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(xdg);
    return base.resolve("offload").toAbsolutePath();
  }

  static DataDirectory open(Path root) throws CannotStart, IOException {
    return open(root, false);
  }

  /// A directory that is deleted when it is closed.
  static DataDirectory temporary() throws CannotStart, IOException {
    return open(Files.createTempDirectory("offload-"), true);
  }

  private static DataDirectory open(Path root, boolean temporary) throws CannotStart, IOException {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new CannotStart("cannot make the data directory " + root + ": " + e.getMessage());
    }
    return new DataDirectory(root, locked(root), temporary);
  }

  private static FileChannel locked(Path root) throws CannotStart, IOException {
    var file = root.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isMine(channel)) {
      channel.close();
      throw new CannotStart(
          "the data directory %s is in use by process %s; stop it, or choose another with --data."
              .formatted(root, Files.readString(file).strip()));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
    return channel;
  }

  private static boolean isMine(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path files() {
    return root.resolve("files");
  }

  Path view() {
    return root.resolve("view");
  }

  Path streams() {
    return root.resolve("lifecycle");
  }

  Path work() {
    return root.resolve("work");
  }

  Path mail() {
    return root.resolve("mail");
  }

  Path secrets() {
    return root.resolve("secrets.properties");
  }

  /// Lets go of the directory, or deletes it if it is temporary.
  @Override
  public void close() throws IOException {
    lock.close();
    if (temporary) {
      try (var paths = Files.walk(root)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
