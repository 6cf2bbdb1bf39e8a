package dev.offload.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.disk.ProcessLock;
import dev.offload.disk.Trees;
import dev.offload.disk.UserData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The directory with everything that this process keeps. One process at a time holds it.
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final ProcessLock lock;
  private final boolean temporary;

  private DataDirectory(Path root, ProcessLock lock, boolean temporary) {
    this.root = root;
    this.lock = lock;
    this.temporary = temporary;
  }

  /// `wanted`, or the place for the data of this user.
  static Path chosen(Path wanted) {
    return wanted == null
        ? UserData.directory("offload", System.getenv(), Path.of(System.getProperty("user.home")))
        : wanted.toAbsolutePath().normalize();
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

  private static ProcessLock locked(Path root) throws CannotStart, IOException {
    var file = root.resolve("lock");
    var lock = ProcessLock.takeIfFree(file);
    if (lock.isEmpty()) {
      throw new CannotStart(
          "the data directory %s is in use by process %s; stop it, or choose another with --data."
              .formatted(root, Files.readString(file).strip()));
    }
    var channel = lock.get().channel();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
    return lock.get();
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
      Trees.delete(root);
    }
  }
}
