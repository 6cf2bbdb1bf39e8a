package dev.offload.ingest.body;

import dev.offload.schemas.problem.ProblemCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a body that came compressed with gzip, of which there may be so many.
final class DecodedBody extends InputStream {
  private static final int BUFFER_BYTES = 8 * 1024;

  private final InputStream encoded;
  private final long maxBytes;
  private InputStream decoded;
  private long read;

  DecodedBody(InputStream encoded, long maxBytes) {
    this.encoded = encoded;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = decode(target, offset, length);
    read += Math.max(0, count);
    if (read > maxBytes) {
      throw new UndecodableBody(
          ProblemCode.TOO_LARGE,
          "The body may have at most %d bytes once it is decoded.".formatted(maxBytes));
    }
    return count;
  }

  private int decode(byte[] target, int offset, int length) throws IOException {
    try {
      if (decoded == null) {
        decoded = new GZIPInputStream(encoded, BUFFER_BYTES);
      }
      return decoded.read(target, offset, length);
    } catch (ZipException | EOFException _) {
      throw new UndecodableBody(
          ProblemCode.INVALID_PARAMETER,
          "The body is not the gzip that Content-Encoding promises.");
    }
  }

  @Override
  public void close() throws IOException {
    encoded.close();
  }
}
