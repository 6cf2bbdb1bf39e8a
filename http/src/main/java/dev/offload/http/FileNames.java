package dev.offload.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Reads the name of a file in a `Content-Disposition`, as clients and servers write it: in
/// `filename*` (RFC 8187, with a charset and percent signs), or in `filename`, either plain with
/// quotes as `%22` (browsers) or as an encoded word of a mail (.NET).
public final class FileNames {
  private static final String EXTENDED = "filename*";
  private static final String PLAIN = "filename";
  private static final String QUOTE = "%22";

  private FileNames() {}

  /// Empty if there is no name, or only one that can't be read.
  public static Optional<String> of(HeaderValue disposition) {
    return disposition
        .parameter(EXTENDED)
        .flatMap(FileNames::extended)
        .or(() -> disposition.parameter(PLAIN).map(FileNames::plain));
  }

  /// Whether there is a name, readable or not.
  public static boolean isIn(HeaderValue disposition) {
    return disposition.parameter(EXTENDED).or(() -> disposition.parameter(PLAIN)).isPresent();
  }

  /// `UTF-8'en'%C3%A4.txt`; empty if the text is not of this form.
  private static Optional<String> extended(String value) {
    String[] parts = value.split("'", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    return charset(parts[0])
        .flatMap(charset -> unescaped(parts[2], '%').flatMap(bytes -> decoded(bytes, charset)));
  }

  private static String plain(String value) {
    return encodedWord(value).orElseGet(() -> value.replace(QUOTE, "\""));
  }

  /// `=?utf-8?B?w6QudHh0?=` (RFC 2047); empty if the text is not of this form.
  private static Optional<String> encodedWord(String value) {
    if (!value.startsWith("=?") || !value.endsWith("?=")) {
      return Optional.empty();
    }
    String[] parts = value.split("\\?", -1);
    final int ofAWord = 5;
    if (parts.length != ofAWord) {
      return Optional.empty();
    }
    return charset(parts[1])
        .flatMap(
            charset ->
                switch (parts[2].toUpperCase(Locale.ROOT)) {
                  case "B" -> base64(parts[3]).flatMap(bytes -> decoded(bytes, charset));
                  case "Q" ->
                      unescaped(parts[3].replace('_', ' '), '=')
                          .flatMap(bytes -> decoded(bytes, charset));
                  default -> Optional.empty();
                });
  }

  private static Optional<Charset> charset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> Optional.of(StandardCharsets.UTF_8);
      case "ISO-8859-1" -> Optional.of(StandardCharsets.ISO_8859_1);
      case "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The bytes of a text in which `escape` and two hexadecimal digits are one byte.
  private static Optional<byte[]> unescaped(String text, char escape) {
    final int hexadecimal = 16;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one != escape) {
        bytes.writeBytes(String.valueOf(one).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), hexadecimal) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), hexadecimal) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(hexadecimal * high + low);
      i += 2;
    }
    return Optional.of(bytes.toByteArray());
  }

  private static Optional<String> decoded(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
