package dev.offload.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The bytes of a body that is compressed with gzip (RFC 1952).
///
/// All gzip members of the body are read, in whatever portions it arrives, and nothing else
/// may follow them. The JDK's stream ends silently at bytes that it can't read or that have
/// not arrived yet. Optional fields of a member's header are skipped, however long they are.
public final class GzipInput extends InputStream {
  /// The body is not gzip, is damaged, or ends too early.
  public static final class NotGzip extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final boolean isCutShort;

    private NotGzip(boolean isCutShort) {
      super(isCutShort ? "the gzip ends too early" : "this is not valid gzip");
      this.isCutShort = isCutShort;
    }

    /// Whether the bytes so far may be the beginning of gzip.
    public boolean isCutShort() {
      return isCutShort;
    }
  }

  private static final int BUFFER_BYTES = 8 * 1024;

  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int FIXED_REST = 6;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  private final InputStream encoded;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int position;
  private int limit;
  private boolean begun;
  private boolean inMember;
  private boolean ended;

  /// Reading throws [NotGzip] at the first byte that is wrong.
  public GzipInput(InputStream encoded) {
    this.encoded = encoded;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !beginMember()) {
        close();
        break;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(target, offset, length);
      if (count == 0 && inflater.needsInput()) {
        requireMore(fill());
        inflater.setInput(buffer, 0, limit);
      }
      return count;
    } catch (DataFormatException _) {
      throw new NotGzip(false);
    }
  }

  /// False at the end of the body, which must have one member.
  private boolean beginMember() throws IOException {
    if (position == limit && !fill()) {
      requireMore(begun);
      return false;
    }
    begun = true;
    require(number(2) == MAGIC && next() == DEFLATE);
    int flags = next();
    require((flags & RESERVED) == 0);
    passOver(FIXED_REST);
    if ((flags & EXTRA) != 0) {
      passOver(number(2));
    }
    passOverTexts(((flags & NAME) == 0 ? 0 : 1) + ((flags & COMMENT) == 0 ? 0 : 1));
    passOver((flags & HEADER_CHECKSUM) == 0 ? 0 : 2);
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    checksum.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    require(number(4) == checksum.getValue());
    require(number(4) == (inflater.getBytesWritten() & 0xFFFF_FFFFL));
    inMember = false;
  }

  private void passOverTexts(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int one = next();
      while (one != 0) {
        one = next();
      }
    }
  }

  private void passOver(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      next();
    }
  }

  /// The number in the next `bytes` bytes, the lowest byte first.
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (Byte.SIZE * i);
    }
    return number;
  }

  private int next() throws IOException {
    requireMore(position < limit || fill());
    return buffer[position++] & 0xff;
  }

  /// False at the end.
  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, encoded.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static void require(boolean isGzip) throws NotGzip {
    if (!isGzip) {
      throw new NotGzip(false);
    }
  }

  private static void requireMore(boolean isThere) throws NotGzip {
    if (!isThere) {
      throw new NotGzip(true);
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    inflater.end();
    encoded.close();
  }
}
