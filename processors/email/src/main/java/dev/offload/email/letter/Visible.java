package dev.offload.email.letter;

/// A template in which comments, verbatim text and escaped braces are blank. Lines and places are
/// those of the template.
final class Visible {
  private Visible() {}

  static String of(String template) {
    StringBuilder visible = new StringBuilder(template);
    int at = 0;
    while (at < template.length()) {
      int end = hiddenUntil(template, at);
      for (int i = at; i < end; i++) {
        if (template.charAt(i) != '\n') {
          visible.setCharAt(i, ' ');
        }
      }
      at = Math.max(end, at + 1);
    }
    return visible.toString();
  }

  static long line(String template, int place) {
    return 1 + template.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  /// The end of what is hidden from here on, or `at` if nothing is.
  static int hiddenUntil(String template, int at) {
    if (template.startsWith("\\{", at)) {
      return at + 2;
    }
    if (template.startsWith("{!", at)) {
      return after(template, "!}", at);
    }
    return template.startsWith("{|", at) ? after(template, "|}", at) : at;
  }

  /// Without its end, all of the rest is hidden.
  private static int after(String template, String end, int at) {
    int found = template.indexOf(end, at + 2);
    return found < 0 ? template.length() : found + end.length();
  }
}
