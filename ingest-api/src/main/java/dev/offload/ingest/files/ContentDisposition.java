package dev.offload.ingest.files;

import java.nio.charset.StandardCharsets;

/// The header `Content-Disposition` (RFC 6266) with the name twice: in ASCII for old clients, and
/// in UTF-8 (RFC 8187).
final class ContentDisposition {

  private static final String UNESCAPED = "!#$&+-.^_`|~";

  /// Characters that some clients unescape although they are in quotes.
  private static final String LEFT_OUT_OF_ASCII = "\"\\%";

  private ContentDisposition() {}

  static String attachment(String name) {
    StringBuilder encoded =
        new StringBuilder("attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  /// The name with an underscore for each character that is not ASCII or could be misread.
  private static String ascii(String name) {
    StringBuilder ascii = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            one -> {
              boolean isPlain = one >= ' ' && one <= '~' && LEFT_OUT_OF_ASCII.indexOf(one) < 0;
              ascii.appendCodePoint(isPlain ? one : '_');
            });
    return ascii.toString();
  }
}
