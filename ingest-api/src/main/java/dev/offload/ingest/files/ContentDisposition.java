package dev.offload.ingest.files;

import java.nio.charset.StandardCharsets;

/// The header `Content-Disposition` (RFC 6266) with the name in UTF-8 (RFC 8187).
final class ContentDisposition {

  private static final String UNESCAPED = "!#$&+-.^_`|~";

  private ContentDisposition() {}

  static String attachment(String name) {
    StringBuilder encoded = new StringBuilder("attachment; filename*=UTF-8''");
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
}
