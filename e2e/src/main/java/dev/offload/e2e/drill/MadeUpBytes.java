package dev.offload.e2e.drill;

import dev.offload.schemas.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;

/// A file of random bytes that exists nowhere: any part of it can be made again.
///
/// @param seed decides the bytes
record MadeUpBytes(long seed, long size) {
  private static final int BLOCK = 64 * 1024;

  /// What happens when a reader comes to some place.
  interface Event {
    void happen() throws IOException;
  }

  /// Its bytes from `offset` to the end.
  InputStream from(long offset) {
    return from(
        offset,
        Long.MAX_VALUE,
        () -> {
          // There is no such place.
        });
  }

  /// The same, with something that happens, once, when `place` is reached.
  InputStream from(long offset, long place, Event event) {
    return new Reader(offset, place, event);
  }

  String sha256() throws IOException {
    try (var all = from(0)) {
      return sha256(all);
    }
  }

  static String sha256(InputStream bytes) throws IOException {
    var digest = Digest.sha256();
    var buffer = new byte[BLOCK];
    int read;
    while ((read = bytes.read(buffer)) >= 0) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private final class Reader extends InputStream {
    private final byte[] block = new byte[BLOCK];
    private final Event event;
    private long place;
    private long position;
    private long loaded = -1;

    private Reader(long offset, long place, Event event) {
      this.position = offset;
      this.place = place;
      this.event = event;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (position >= place) {
        place = Long.MAX_VALUE;
        event.happen();
      }
      if (position >= size) {
        return -1;
      }
      long number = position / BLOCK;
      if (number != loaded) {
        new Random(seed + number).nextBytes(block);
        loaded = number;
      }
      int at = (int) (position % BLOCK);
      int count = (int) Math.min(Math.min(length, BLOCK - at), size - position);
      System.arraycopy(block, at, buffer, offset, count);
      position += count;
      return count;
    }
  }
}
