package dev.offload.ingest.batch;

import dev.offload.ingest.body.TextSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads the lines of a stream one after the other, in one buffer that is as large as the longest
/// allowed line.
final class LineReader {
  private static final int FIRST_SIZE = 64 * 1024;

  private final InputStream in;
  private final int maxBytes;
  private byte[] buffer;
  private int from;
  private int to;
  private long number;

  /// A line of a body.
  sealed interface Line {
    /// The bytes of the line without its line break. They are valid until the next line is read.
    record Text(TextSlice text) implements Line {}

    /// The line was too long and was skipped.
    record TooLong(long number) implements Line {}

    /// There is no further line.
    record End() implements Line {}
  }

  /// `maxBytes` is how many bytes a line may have.
  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.buffer = new byte[Math.min(FIRST_SIZE, maxBytes + 1)];
  }

  /// Waits for the next line. The last one needs no line break.
  Line next() throws IOException {
    int seen = 0;
    while (true) {
      int end = lineBreak(from + seen);
      if (end >= 0) {
        Line line = text(end - from);
        from = end + 1;
        return line;
      }
      seen = to - from;
      if (seen > maxBytes) {
        return passOver();
      }
      if (!fill()) {
        return seen == 0 ? new Line.End() : rest();
      }
    }
  }

  /// Reads to the end and keeps nothing.
  void discard() throws IOException {
    do {
      from = to;
    } while (fill());
  }

  private Line rest() {
    Line line = text(to - from);
    from = to;
    return line;
  }

  private Line text(int length) {
    number++;
    return length > maxBytes
        ? new Line.TooLong(number)
        : new Line.Text(new TextSlice(ByteBuffer.wrap(buffer, from, length), number));
  }

  private Line passOver() throws IOException {
    number++;
    int end = -1;
    while (end < 0) {
      from = to;
      if (!fill()) {
        return new Line.TooLong(number);
      }
      end = lineBreak(from);
    }
    from = end + 1;
    return new Line.TooLong(number);
  }

  private int lineBreak(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// Moves what is in the buffer to its beginning and adds what has arrived.
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxBytes + 1));
    }
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, read);
    return read >= 0;
  }
}
