package dev.offload.fetch;

import dev.offload.fetch.Fault.Kind;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/// The content of an answer, decompressed. It ends with an exception if it is too large or does not
/// arrive whole, and then knows why.
final class SourceBody extends InputStream {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final Sent sent;
  private final boolean isCompressed;
  private final long maxBytes;
  private InputStream content;
  private long length;
  private Fault fault;

  private SourceBody(InputStream sent, boolean isCompressed, long maxBytes) {
    this.sent = new Sent(sent);
    this.isCompressed = isCompressed;
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
    Header header = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
    return header == null ? "" : header.getValue().strip().toLowerCase(Locale.ROOT);
  }

  /// Why it can't be read, or not to its end.
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
      count = content().read(buffer, offset, wanted);
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

  private InputStream content() throws IOException {
    if (content == null) {
      content =
          isCompressed
              ? GzipCompressorInputStream.builder()
                  .setInputStream(sent)
                  .setDecompressConcatenated(true)
                  .get()
              : sent;
    }
    return content;
  }

  private Fault tooLarge() {
    return Fault.of(
        Kind.TOO_LARGE, "it has more than the %,d bytes that are allowed".formatted(maxBytes));
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
    sent.close();
  }

  private Fault broken(IOException e) {
    if (isCompressed && sent.failure == null && !(e instanceof EOFException)) {
      return Fault.of(Kind.BROKEN, "what the server sends is not valid gzip");
    }
    String message =
        e instanceof SocketTimeoutException
            ? "the server stopped sending"
            : "the connection ended before the whole file had arrived";
    return Fault.of(Kind.BROKEN, message);
  }

  /// What the server sends, and what went wrong with that.
  private static final class Sent extends FilterInputStream {
    private IOException failure;

    Sent(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
      try {
        return super.read(buffer, offset, wanted);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
