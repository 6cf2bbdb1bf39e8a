package dev.offload.email.recipients;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads the text of a file. Bytes that are not valid in its encoding are an error, and never
/// replaced.
final class CsvText {
  private static final int BEGIN = 4096;
  private static final int LONGEST_LINE = 1 << 20;

  private static final String MARK = "\uFEFF";

  /// In this order, since the mark of UTF-32LE begins with that of UTF-16LE.
  private static final List<Charset> MARKED =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_32LE,
          StandardCharsets.UTF_32BE,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE);

  private CsvText() {}

  /// Starts after a byte order mark, which tells the encoding. Without one it is `encoding`.
  static BufferedReader open(InputStream file, Charset encoding) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(BEGIN);
    byte[] begin = in.readNBytes(BEGIN);
    in.reset();
    for (Charset charset : MARKED) {
      byte[] mark = MARK.getBytes(charset);
      if (begin.length >= mark.length
          && Arrays.equals(begin, 0, mark.length, mark, 0, mark.length)) {
        in.skipNBytes(mark.length);
        return strict(in, charset);
      }
    }
    return strict(in, ordered(encoding, begin));
  }

  /// `UTF-16` does not say which byte of a character comes first. Without a mark, the zeros
  /// tell.
  private static Charset ordered(Charset said, byte[] begin) {
    int zeros = 0;
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] == 0) {
        zeros += i % 2 == 0 ? -1 : 1;
      }
    }
    return said.equals(StandardCharsets.UTF_16) && zeros > 0 ? StandardCharsets.UTF_16LE : said;
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
