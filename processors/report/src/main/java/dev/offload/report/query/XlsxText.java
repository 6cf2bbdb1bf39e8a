package dev.offload.report.query;

import java.util.regex.Pattern;

/// Text as XLSX holds it: what XML can't write is `_xHHHH_`, and a text that looks like that has
/// its underscore written so (ECMA-376, ST_Xstring).
final class XlsxText {
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private XlsxText() {}

  /// Whether it can't be written as it is.
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

  /// Whether it begins or ends with a character that readers of XML may cut off.
  static boolean hasBlankEnd(String text) {
    return !text.isEmpty()
        && (Character.isWhitespace(text.charAt(0))
            || Character.isWhitespace(text.charAt(text.length() - 1)));
  }

  private static boolean isXml(int c) {
    return c >= ' ' ? c < 0xFFFE : c == '\t' || c == '\n' || c == '\r';
  }
}
