package dev.offload.report.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/// The characters of a file, without its byte order mark. It fails with [Malformed] on bytes
/// that its encoding does not have, on zeros, and on noncharacters of Unicode. Nothing is
/// replaced.
final class SourceText extends Reader {
  private static final int BUFFER = 64 << 10;
  private static final char MARK = '\uFEFF';
  private static final char FIRST_NONCHARACTER = '\uFFFE';

  private final Path file;
  private final Charset charset;
  private final boolean strict;
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private long served;
  private boolean begun;
  private boolean allRead;
  private boolean done;

  SourceText(Path file, Charset charset) throws IOException {
    this(file, charset, true);
  }

  private SourceText(Path file, Charset charset, boolean strict) throws IOException {
    this.file = file;
    this.strict = strict;
    this.charset = charset;
    this.in = Files.newInputStream(file);
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (done) {
        return -1;
      }
      decode();
    }
    int read = Math.min(length, chars.remaining());
    chars.get(target, offset, read);
    served += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void decode() throws IOException {
    fill();
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, allRead);
    if (result.isUnderflow() && allRead) {
      decoder.flush(chars);
      done = true;
    }
    chars.flip();
    if (result.isError() && !chars.hasRemaining()) {
      throw malformed(
          served,
          "a byte that is not valid in %s: set encoding to that of the file"
              .formatted(charset.name()));
    }
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(chars.position()) == MARK) {
        chars.get();
      }
    }
    if (strict) {
      refuseOthersThanText();
    }
  }

  private void fill() throws IOException {
    if (allRead) {
      return;
    }
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      allRead = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private void refuseOthersThanText() throws IOException {
    char[] all = chars.array();
    for (int i = chars.position(); i < chars.limit(); i++) {
      if (all[i] == 0 || all[i] >= FIRST_NONCHARACTER) {
        throw malformed(
            served + i - chars.position(),
            "a character of value %s: the file is not text, or it has another encoding"
                .formatted(all[i] == 0 ? "zero" : "U+%04X".formatted((int) all[i])));
      }
    }
  }

  /// Finds the line and column by reading the file again.
  private Malformed malformed(long characters, String words) throws IOException {
    long line = 1;
    long column = 1;
    boolean afterReturn = false;
    try (SourceText again = new SourceText(file, charset, false)) {
      for (long i = 0; i < characters; i++) {
        int c = again.read();
        if (c == '\r' || (c == '\n' && !afterReturn)) {
          line++;
          column = 1;
        } else if (c != '\n') {
          column++;
        }
        afterReturn = c == '\r';
      }
    }
    return new Malformed(line, column, words);
  }

  /// The file does not have the expected encoding.
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    private final long line;
    private final long column;

    private Malformed(long line, long column, String words) {
      super(words);
      this.line = line;
      this.column = column;
    }

    long line() {
      return line;
    }

    long column() {
      return column;
    }
  }
}
