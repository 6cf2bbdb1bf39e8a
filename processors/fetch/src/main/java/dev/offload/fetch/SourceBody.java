package dev.offload.fetch;

import dev.offload.fetch.Fault.Kind;
import dev.offload.http.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/// The content of an answer, decompressed. If it is too large or does not arrive whole,
/// reading throws an exception, and [#fault] says why.
final class SourceBody extends InputStream {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final InputStream content;
  private final long maxBytes;
  private long length;
  private Fault fault;

  private SourceBody(InputStream sent, boolean isCompressed, long maxBytes) {
    this.content = isCompressed ? new GzipInput(sent) : sent;
    this.maxBytes = maxBytes;
  }

  static SourceBody of(ClassicHttpResponse response, long maxBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new SourceBody(InputStream.nullInputStream(), false, maxBytes);
    }
    String coding = coding(response);
    boolean isCompressed = GZIP.contains(coding);
    SourceBody body =
        new SourceBody(
            entity.getContent(), isCompressed && entity.getContentLength() != 0, maxBytes);
    if (!isCompressed && !coding.isEmpty() && !coding.equals("identity")) {
      body.fault =
          Fault.of(Kind.UNREADABLE, "the server sends a content coding that nobody asked for");
    } else if (!isCompressed && entity.getContentLength() > maxBytes) {
      body.fault = body.tooLarge();
    }
    return body;
  }

  private static String coding(ClassicHttpResponse response) {
    return Arrays.stream(response.getHeaders(HttpHeaders.CONTENT_ENCODING))
        .map(header -> header.getValue().strip())
        .collect(Collectors.joining(","))
        .toLowerCase(Locale.ROOT);
  }

  /// Why the body can't be read to its end; empty if it can.
  Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) throws IOException {
    int count;
    try {
      count = content.read(buffer, offset, wanted);
    } catch (IOException e) {
      fault = broken(e);
      throw e;
    }
    length += Math.max(count, 0);
    if (length > maxBytes) {
      fault = tooLarge();
      throw new IOException(fault.message());
    }
    return count;
  }

  private Fault tooLarge() {
    return Fault.of(
        Kind.TOO_LARGE, "it has more than the %,d bytes that are allowed".formatted(maxBytes));
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static Fault broken(IOException e) {
    String message =
        switch (e) {
          case GzipInput.NotGzip wrong when !wrong.isCutShort() ->
              "what the server sends is not valid gzip";
          case SocketTimeoutException _ -> "the server stopped sending";
          default -> "the connection ended before the whole file had arrived";
        };
    return Fault.of(Kind.BROKEN, message);
  }
}
