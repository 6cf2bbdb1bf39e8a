package dev.offload.http;

import java.util.regex.Pattern;

/// A text that people read in one line, such as the name of a file. Nobody can pass it off for
/// another one by characters that are not seen, or that turn the direction of those behind
/// them.
public final class OneLine {
  /// Characters that it does not have, for a class in a regular expression of Java, JavaScript
  /// and others: controls, separators of lines and paragraphs, and those format characters of
  /// Unicode (Cf) that turn the direction or are invisible. Joiners (U+200C, U+200D) are no
  /// such: scripts and emoji need them.
  public static final String UNSEEN =
      "\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
          + "\\ufeff\\ufff9-\\ufffb";

  /// What such a text matches. It has more than spaces.
  public static final String PATTERN = "^ *[^\\x20" + UNSEEN + "][^" + UNSEEN + "]*$";

  /// For people: what it must be, beside its length.
  public static final String RULE =
      "not only spaces, with no control characters and none that are invisible or turn the direction"
          + " of text";

  private static final Pattern LINE = Pattern.compile(PATTERN);
  private static final Pattern UNSEEN_ONES = Pattern.compile("[" + UNSEEN + "]+");

  private OneLine() {}

  /// Whether `text` matches [#PATTERN] and has at most `maxLength` characters.
  public static boolean matches(String text, int maxLength) {
    return text.codePointCount(0, text.length()) <= maxLength && LINE.matcher(text).matches();
  }

  /// The text without what it may not have. It may be blank.
  public static String cleaned(String text) {
    return UNSEEN_ONES.matcher(text).replaceAll("");
  }
}
