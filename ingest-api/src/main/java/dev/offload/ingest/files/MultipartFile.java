package dev.offload.ingest.files;

import dev.offload.http.HeaderValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The one file in a `multipart/form-data` body (RFC 7578), read as it arrives.
///
/// Anything before the first boundary is skipped (RFC 2046, section 5.1.1; some clients send a line
/// break there). The file ends where the closing delimiter of the body begins. A body with more
/// parts, or one that breaks off, ends in a [Malformed].
final class MultipartFile extends InputStream {

  /// A body that is not what its content type promises.
  static final class Malformed extends IOException {
    Malformed(String message) {
      super(message);
    }
  }

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_HEAD_BYTES = 8 * 1024;
  private static final int MAX_BOUNDARY_LENGTH = 70;

  private final InputStream body;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private int headBytes;
  private boolean bodyEnded;
  private boolean contentEnded;
  private PartHead head;

  private MultipartFile(InputStream body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Reads up to the first byte of the file.
  static MultipartFile open(InputStream body, String contentType) throws IOException {
    String boundary =
        HeaderValue.parse(contentType)
            .flatMap(value -> value.parameter("boundary"))
            .filter(text -> !text.isEmpty() && text.length() <= MAX_BOUNDARY_LENGTH)
            .orElseThrow(
                () -> new Malformed("Content-Type must name a boundary of 1 to 70 characters"));
    MultipartFile file = new MultipartFile(body, boundary);
    file.readHead();
    return file;
  }

  String fileName() {
    return head.fileName();
  }

  Optional<String> contentType() {
    return head.contentType();
  }

  private void readHead() throws IOException {
    String opening = new String(delimiter, 2, delimiter.length - 2, StandardCharsets.ISO_8859_1);
    while (!readLine().stripTrailing().equals(opening)) {
      // What stands before the first boundary is nobody's.
    }
    PartHead.Lines lines = new PartHead.Lines();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      lines.add(line);
    }
    head = lines.read();
  }

  /// A line of the head. If it is not whole in the buffer, it is too long.
  private String readLine() throws IOException {
    int seen = 0;
    while (true) {
      for (int i = start + seen; i + 1 < end; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
          String line = HeaderValue.text(Arrays.copyOfRange(buffer, start, i));
          headBytes += i + 2 - start;
          start = i + 2;
          return line;
        }
      }
      seen = Math.max(0, end - start - 1);
      if (headBytes + end - start > MAX_HEAD_BYTES) {
        throw new Malformed(
            "the boundary and the headers of the file must be within the first %d bytes"
                .formatted(MAX_HEAD_BYTES));
      }
      if (!fill()) {
        throw new Malformed(
            "the body breaks off before the file: it must begin with --, the boundary and headers");
      }
    }
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
    while (!contentEnded) {
      int safe = safeBytes();
      if (safe > 0) {
        int copied = Math.min(safe, length);
        System.arraycopy(buffer, start, target, offset, copied);
        start += copied;
        return copied;
      }
      if (startsWithDelimiter()) {
        finish();
      } else if (!fill()) {
        throw new Malformed("the body breaks off before its closing boundary");
      }
    }
    return -1;
  }

  /// How many bytes from `start` on cannot belong to a delimiter.
  private int safeBytes() {
    for (int i = start; i < end; i++) {
      if (buffer[i] == '\r' && mayBeDelimiter(i)) {
        return i - start;
      }
    }
    return end - start;
  }

  private boolean mayBeDelimiter(int at) {
    int length = Math.min(delimiter.length, end - at);
    return Arrays.equals(buffer, at, at + length, delimiter, 0, length);
  }

  private boolean startsWithDelimiter() {
    return end - start >= delimiter.length && mayBeDelimiter(start);
  }

  private void finish() throws IOException {
    while (end - start < delimiter.length + 2 && fill()) {
      // The two dashes may arrive in another piece.
    }
    int after = start + delimiter.length;
    if (end - after < 2 || buffer[after] != '-' || buffer[after + 1] != '-') {
      throw new Malformed("the file must be the only part");
    }
    contentEnded = true;
  }

  /// Reads more of the body into the buffer.
  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int read = bodyEnded ? -1 : body.read(buffer, end, buffer.length - end);
    bodyEnded = read < 0;
    end += Math.max(0, read);
    return read > 0;
  }
}
