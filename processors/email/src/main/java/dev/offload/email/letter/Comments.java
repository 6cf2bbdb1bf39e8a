package dev.offload.email.letter;

/// The comments of a template, `{! … !}`. A brace that is closed in one without having been
/// opened there belongs to something else: `{!name}` is a value in other template languages,
/// and everything up to the next `!}` would not be sent.
final class Comments {
  private static final String BEGIN = "{!";
  private static final String END = "!}";

  private Comments() {}

  static void check(String part, String template) throws UnfitTemplate {
    int at = 0;
    while (at < template.length()) {
      int end = Visible.hiddenUntil(template, at);
      if (template.startsWith(BEGIN, at) && hasStrayEnd(template, at + BEGIN.length(), end)) {
        throw new UnfitTemplate(
            ("%s, line %d: the comment that begins with %s has a } too many; a value is {name},"
                    + " and a comment is {! … !}")
                .formatted(
                    part, Visible.line(template, at), shortened(template.substring(at, end))));
      }
      at = Math.max(end, at + 1);
    }
  }

  private static boolean hasStrayEnd(String template, int from, int end) {
    int until = template.startsWith(END, end - END.length()) ? end - END.length() : end;
    int open = 0;
    for (int i = from; i < until && open >= 0; i++) {
      switch (template.charAt(i)) {
        case '{' -> open++;
        case '}' -> open--;
        default -> {} // a part of the comment
      }
    }
    return open < 0;
  }

  private static String shortened(String comment) {
    String line = comment.lines().findFirst().orElse("");
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }
}
