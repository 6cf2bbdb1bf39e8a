package dev.offload.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The value of a header that has parameters: `form-data; name=file; filename="a b.txt"`.
///
/// @param first what comes before the parameters
/// @param parameters by lower-case name, in order; the first one of each name
public record HeaderValue(String first, Map<String, String> parameters) {
  private static final String LINEAR_SPACE = " \t";

  /// The position that reading has reached.
  private static final class Cursor {
    private final String text;
    private int at;

    private Cursor(String text) {
      this.text = text;
    }

    private boolean isAtEnd() {
      return at == text.length();
    }

    /// Whether `one` is here. If so, it is skipped.
    private boolean passes(char one) {
      boolean isHere = !isAtEnd() && text.charAt(at) == one;
      at += isHere ? 1 : 0;
      return isHere;
    }

    private void passSpace() {
      while (!isAtEnd() && LINEAR_SPACE.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    /// The text before the next of `ends`, or before the end.
    private String upTo(String ends) {
      int begin = at;
      while (!isAtEnd() && ends.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(begin, at).strip();
    }

    /// The text before the closing quote; null if there is none. A backslash escapes quotes and
    /// itself, and otherwise is a plain character, since old browsers send paths of Windows.
    private String quoted() {
      StringBuilder value = new StringBuilder();
      while (!isAtEnd()) {
        char one = text.charAt(at++);
        if (one == '"') {
          return value.toString();
        }
        boolean escapes = one == '\\' && !isAtEnd() && "\"\\".indexOf(text.charAt(at)) >= 0;
        value.append(escapes ? text.charAt(at++) : one);
      }
      return null;
    }
  }

  /// Empty if `text` breaks the syntax. A value without quotes ends at the next semicolon and may
  /// contain anything, since some clients never quote.
  public static Optional<HeaderValue> parse(String text) {
    Cursor cursor = new Cursor(text);
    String first = cursor.upTo(";");
    Map<String, String> parameters = new LinkedHashMap<>();
    while (cursor.passes(';')) {
      cursor.passSpace();
      String name = cursor.upTo("=;");
      if (name.isEmpty() && !cursor.text.startsWith("=", cursor.at)) {
        continue;
      }
      if (!cursor.passes('=')) {
        return Optional.empty();
      }
      cursor.passSpace();
      String value = cursor.passes('"') ? cursor.quoted() : cursor.upTo(";");
      cursor.passSpace();
      if (name.isEmpty() || value == null) {
        return Optional.empty();
      }
      parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
    }
    return cursor.isAtEnd() ? Optional.of(new HeaderValue(first, parameters)) : Optional.empty();
  }

  /// UTF-8, as browsers write it, or Latin-1, as older clients do.
  public static String text(byte... bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
