package dev.offload.report.query;

import java.util.regex.Pattern;

/// Escapes text for XLSX. A character that XML can't have becomes `_xHHHH_`. The underscore of
/// a text that looks like this is escaped too (ECMA-376, ST_Xstring).
final class XlsxText {
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private XlsxText() {}

  /// Whether the text has to be escaped.
  static boolean isEscaped(String text) {
    return text.chars().anyMatch(c -> !isXml(c)) || ESCAPE.matcher(text).find();
  }

  static String escaped(String text) {
    String safe = ESCAPE.matcher(text).replaceAll("_x005F_");
    StringBuilder escaped = new StringBuilder(safe.length());
    safe.chars()
        .forEach(
            c -> {
              if (isXml(c)) {
                escaped.append((char) c);
              } else {
                escaped.append("_x%04X_".formatted(c));
              }
            });
    return escaped.toString();
  }

  /// Whether it begins or ends with a character that XML readers may cut off.
  static boolean hasBlankEnd(String text) {
    return !text.isEmpty()
        && (Character.isWhitespace(text.charAt(0))
            || Character.isWhitespace(text.charAt(text.length() - 1)));
  }

  private static boolean isXml(int c) {
    return c >= ' ' ? c < 0xFFFE : c == '\t' || c == '\n' || c == '\r';
  }
}
