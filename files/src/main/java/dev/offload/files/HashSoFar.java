package dev.offload.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/// The hash of the first bytes of a file. The JDK can't save one, so it lives in memory; what it
/// has missed is read again in the end.
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
  void add(long offset, byte[] buffer, int length) {
    if (offset == position) {
      digest.update(buffer, 0, length);
      position += length;
    }
  }

  /// Empty if the platform's hash can't be copied.
  Optional<HashSoFar> copy() {
    try {
      return Optional.of(new HashSoFar((MessageDigest) digest.clone(), position));
    } catch (CloneNotSupportedException e) {
      return Optional.empty();
    }
  }

  /// The first byte that is missing.
  long position() {
    return position;
  }

  /// Adds the rest of the file.
  Sha256 complete(InputStream rest) throws IOException {
    byte[] buffer = new byte[Durable.BUFFER_BYTES];
    int read;
    while ((read = rest.read(buffer)) >= 0) {
      add(position, buffer, read);
    }
    return Sha256.of(digest.digest());
  }
}
