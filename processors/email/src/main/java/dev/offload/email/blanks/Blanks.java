package dev.offload.email.blanks;

/// The blanks of Unicode. Besides spaces and line ends these are no-break spaces, which
/// spreadsheets write, and characters without a width.
public final class Blanks {
  private static final String WITHOUT_WIDTH = "\u200B\u2060\uFEFF";

  private Blanks() {}

  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(Blanks::isBlank);
  }

  /// The text without the blanks at its ends.
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || WITHOUT_WIDTH.indexOf(character) >= 0;
  }
}
