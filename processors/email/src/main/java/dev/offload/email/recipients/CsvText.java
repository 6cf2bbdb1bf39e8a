package dev.offload.email.recipients;

import dev.offload.csv.TextEncoding;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/// Reads the text of a file. Bytes that are not valid in its encoding are an error, and never
/// replaced.
final class CsvText {
  private static final int BEGIN = 4096;
  private static final int LONGEST_LINE = 1 << 20;

  private CsvText() {}

  /// Starts after a byte order mark, which tells the encoding. Without one it is `encoding`.
  static BufferedReader open(InputStream file, Charset encoding) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(BEGIN);
    byte[] begin = in.readNBytes(BEGIN);
    in.reset();
    Optional<Charset> marked = TextEncoding.marked(begin);
    if (marked.isPresent()) {
      in.skipNBytes(TextEncoding.mark(marked.get()).length);
      return strict(in, marked.get());
    }
    return strict(in, TextEncoding.ordered(encoding, begin));
  }

  /// The first line, from 1, that can't be read in `encoding`. A line break is the byte 10.
  static long firstUnreadableLine(InputStream file, Charset encoding) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n' || line.size() >= LONGEST_LINE) {
        if (!isReadable(line.toByteArray(), encoding)) {
          return number;
        }
        number += next == '\n' ? 1 : 0;
        line.reset();
      }
    }
    return number;
  }

  private static BufferedReader strict(InputStream in, Charset encoding) {
    return new BufferedReader(
        new InputStreamReader(
            in,
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static boolean isReadable(byte[] line, Charset encoding) {
    try {
      encoding.newDecoder().decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
