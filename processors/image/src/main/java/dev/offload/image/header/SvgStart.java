package dev.offload.image.header;

import java.util.regex.Pattern;

/// How an SVG picture begins: what XML lets stand before an element, then `<svg`.
final class SvgStart {
  /// Drawing programs write a declaration, a comment with their name, and a document type.
  private static final int LOOKED_AT = 8 * 1024;

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private static final Pattern START =
      Pattern.compile(
          "(?:"
              + "\\s++"
              + "|<\\?.*?\\?>" // the declaration, or an instruction
              + "|<!--.*?-->"
              + "|<!DOCTYPE[^>\\[]*+(?:\\[.*?\\]\\s*+)?>"
              + ")*+<(?:\\w++:)?svg[\\s/>]",
          Pattern.DOTALL);

  private SvgStart() {}

  static boolean isOne(ByteCursor file) {
    int offset = file.has(0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    return START.matcher(file.peek(offset, LOOKED_AT)).lookingAt();
  }
}
