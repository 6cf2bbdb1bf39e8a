package dev.offload.ingest.body;

import dev.offload.http.GzipInput;
import dev.offload.schemas.ProblemCode;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a body that came compressed with gzip, up to a limit.
final class DecodedBody extends InputStream {
  private final GzipInput gzip;
  private final long maxBytes;
  private long read;

  DecodedBody(InputStream encoded, long maxBytes) {
    this.gzip = new GzipInput(encoded);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = gzip.read(target, offset, length);
    } catch (GzipInput.NotGzip _) {
      throw new UndecodableBody(
          ProblemCode.INVALID_PARAMETER,
          "The body is not the gzip that Content-Encoding promises.");
    }
    read += Math.max(0, count);
    if (read > maxBytes) {
      throw new UndecodableBody(
          ProblemCode.TOO_LARGE,
          "The body may have at most %d bytes once it is decoded.".formatted(maxBytes));
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    gzip.close();
  }
}
