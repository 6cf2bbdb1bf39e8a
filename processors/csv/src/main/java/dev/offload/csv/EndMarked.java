package dev.offload.csv;

import java.io.IOException;
import java.io.Reader;

/// Adds one line to the end of a text. If a quote is never closed, this line becomes part of a
/// field, and so shows the error. The CSV library does not report it.
public final class EndMarked extends Reader {
  /// The only field of the line. Texts do not have it, since it has noncharacters of Unicode.
  public static final String MARK = "\uFFFE\uFFFD\uFFFE";

  private static final String LINE = "\n" + MARK + "\n";

  private final Reader text;
  private int marked = -1;

  public EndMarked(Reader text) {
    this.text = text;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (marked < 0) {
      int read = text.read(target, offset, length);
      if (read >= 0) {
        return read;
      }
      marked = 0;
    }
    int rest = Math.min(length, LINE.length() - marked);
    if (rest == 0) {
      return -1;
    }
    LINE.getChars(marked, marked + rest, target, offset);
    marked += rest;
    return rest;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
