package dev.offload.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;

/// The hash of the bytes of a file that have arrived. The JDK can't save an unfinished hash,
/// so it lives in memory. Bytes that it has missed are read from the file. Any thread may use
/// it.
final class HashSoFar {
  private final MessageDigest digest;
  private long position;

  private HashSoFar(MessageDigest digest, long position) {
    this.digest = digest;
    this.position = position;
  }

  static HashSoFar ofNothing() {
    return new HashSoFar(Sha256.digest(), 0);
  }

  /// Adds bytes that begin at `offset` in the file, unless bytes before them are missing.
  synchronized void add(long offset, byte[] buffer, int length) {
    if (offset == position) {
      digest.update(buffer, 0, length);
      position += length;
    }
  }

  /// Empty if the platform's hash can't be copied.
  synchronized Optional<HashSoFar> copy() {
    try {
      return Optional.of(new HashSoFar((MessageDigest) digest.clone(), position));
    } catch (CloneNotSupportedException e) {
      return Optional.empty();
    }
  }

  /// The position of the first byte that is missing.
  synchronized long position() {
    return position;
  }

  /// Adds some of the bytes that are missing before `end`.
  ///
  /// @return whether more of them are missing
  synchronized boolean addMissing(FileChannel file, long end, ByteBuffer buffer)
      throws IOException {
    if (position >= end) {
      return false;
    }
    buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
    int read = file.read(buffer, position);
    if (read < 0) {
      throw new IOException("the file has less than %d bytes".formatted(end));
    }
    digest.update(buffer.flip());
    position += read;
    return position < end;
  }

  /// The hash of the file, which ends at `end`.
  synchronized Sha256 complete(FileChannel file, long end) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Durable.BUFFER_BYTES);
    while (addMissing(file, end, buffer)) {
      // the rest
    }
    return Sha256.of(digest.digest());
  }
}
