package dev.offload.schemas.task;

import java.util.regex.Pattern;

/// The rule for concurrency keys, by which tasks of a tenant share a limit. A key does not end in
/// a `*`, since the scope of its limit would be a pattern then.
public final class ConcurrencyKey {
  public static final int MAX_LENGTH = 200;

  public static final String RULE =
      "1 to 200 characters without control characters, not only spaces, and not ending in *";

  /// The pattern of a whole key.
  public static final String PATTERN =
      " *([^\\x00-\\x20\\x7f-\\x9f*]"
          + "|[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x1f\\x7f-\\x9f*])";

  private static final Pattern KEY = Pattern.compile(PATTERN);

  private ConcurrencyKey() {}

  public static boolean isValid(String text) {
    return text != null
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && KEY.matcher(text).matches();
  }
}
