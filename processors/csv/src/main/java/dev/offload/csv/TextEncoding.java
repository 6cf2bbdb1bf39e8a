package dev.offload.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The encoding of a text, as far as its name or its first bytes tell.
public final class TextEncoding {
  /// A usual name that Java does not know.
  private static final String LATIN_1 = "latin-1";

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private static final String MARK = "\uFEFF";

  /// In this order, since the mark of UTF-32LE begins with that of UTF-16LE.
  private static final List<Charset> MARKED =
      List.of(
          UTF_8,
          StandardCharsets.UTF_32LE,
          StandardCharsets.UTF_32BE,
          UTF_16LE,
          StandardCharsets.UTF_16BE);

  private TextEncoding() {}

  /// Empty if there is no encoding of that name. `Latin-1` is known, too.
  public static Optional<Charset> named(String name) {
    String stripped = name.strip();
    try {
      return Optional.of(
          stripped.equalsIgnoreCase(LATIN_1) ? ISO_8859_1 : Charset.forName(stripped));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }

  /// The encoding that a content type names as its `charset`. An unknown name is ignored.
  public static Optional<Charset> ofContentType(String contentType) {
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    return charset.find() ? named(charset.group(1)) : Optional.empty();
  }

  /// The encoding that a byte order mark at the beginning tells.
  public static Optional<Charset> marked(byte[] begin) {
    return MARKED.stream().filter(charset -> startsWith(begin, mark(charset))).findFirst();
  }

  /// The bytes of the byte order mark in an encoding.
  public static byte[] mark(Charset charset) {
    return MARK.getBytes(charset);
  }

  /// The encoding of a text without a mark, of which a client has said that it is `said`. `UTF-16`
  /// does not say which byte of a character comes first. The zeros tell.
  public static Charset ordered(Charset said, byte[] begin) {
    int behind = 0;
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] == 0) {
        behind += i % 2 == 0 ? -1 : 1;
      }
    }
    return said.equals(UTF_16) && behind > 0 ? UTF_16LE : said;
  }

  private static boolean startsWith(byte[] begin, byte[] mark) {
    return begin.length >= mark.length
        && Arrays.equals(begin, 0, mark.length, mark, 0, mark.length);
  }
}
