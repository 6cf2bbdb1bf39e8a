package dev.offload.ingest.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the target of a request may look like: its path and its query. What the web server would
/// read as something else than was sent is refused, so that no name in it is taken for another
/// one.
final class TargetRules {

  static final String CHARACTERS =
      "The path and the query may have only ASCII characters, and neither ; nor #. Percent-encode"
          + " all others in UTF-8: a semicolon is %3B.";
  static final String ENCODING =
      "In the path and the query, % must begin a percent-encoded byte, such as %2F, and these bytes"
          + " must be UTF-8.";
  static final String DOTS =
      "The path must not have a segment . or .., percent-encoded or not: it would be taken for a"
          + " way up.";
  static final String EMPTY =
      "The path must not have an empty segment, nor a slash at its end. A slash in a name is %2F.";

  private static final String API = "/v1/";
  private static final Pattern DOT = Pattern.compile("(\\.|%2[eE]){1,2}");

  private TargetRules() {}

  /// What is wrong with a target, as a sentence for the client. Empty if nothing is.
  ///
  /// @param target as it was sent
  /// @param path its part that is the path
  static Optional<String> mistake(String target, String path) {
    if (!target.chars().allMatch(TargetRules::standsForItself)) {
      return Optional.of(CHARACTERS);
    }
    if (!isWellEncoded(target)) {
      return Optional.of(ENCODING);
    }
    if (Stream.of(path.split("/", -1)).anyMatch(segment -> DOT.matcher(segment).matches())) {
      return Optional.of(DOTS);
    }
    return path.startsWith(API) && hasEmpty(path.substring(API.length()))
        ? Optional.of(EMPTY)
        : Optional.empty();
  }

  private static boolean standsForItself(int character) {
    return character > ' ' && character < 0x7F && character != ';' && character != '#';
  }

  private static boolean hasEmpty(String path) {
    return path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//");
  }

  /// Whether all bytes that stand side by side are UTF-8 together.
  private static boolean isWellEncoded(String target) {
    int next = target.indexOf('%');
    while (next >= 0) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (next < target.length() && target.charAt(next) == '%') {
        if (!isByte(target, next + 1)) {
          return false;
        }
        bytes.write(Integer.parseInt(target, next + 1, next + 3, 16));
        next += 3;
      }
      if (!isUtf8(bytes.toByteArray())) {
        return false;
      }
      next = target.indexOf('%', next);
    }
    return true;
  }

  private static boolean isByte(String target, int at) {
    return at + 2 <= target.length()
        && Character.digit(target.charAt(at), 16) >= 0
        && Character.digit(target.charAt(at + 1), 16) >= 0;
  }

  private static boolean isUtf8(byte... bytes) {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
