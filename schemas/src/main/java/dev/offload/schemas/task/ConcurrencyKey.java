package dev.offload.schemas.task;

import java.util.regex.Pattern;

/// The rule for concurrency keys, by which tasks of a tenant share a limit. A key does not end in
/// a `*`, since the scope of its limit would be a pattern then.
public final class ConcurrencyKey {
  public static final int MAX_LENGTH = 200;

  public static final String RULE =
      "1 to 200 characters without control characters, not only spaces, and not ending in *";

  /// The pattern of a whole key.
  private static final String PATTERN =
      " *([^\\x00-\\x20\\x7f-\\x9f*]"
          + "|[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x1f\\x7f-\\x9f*])";

  /// The beginning of keys that Offload itself gives to its own tasks. Clients can't use them.
  public static final String RESERVED = "offload:";

  /// What a client's key must be.
  public static final String CLIENT_RULE = RULE + ", and not beginning with " + RESERVED;

  /// The pattern of a whole key of a client.
  public static final String CLIENT_PATTERN = "(?!" + RESERVED + ")" + PATTERN;

  private static final Pattern KEY = Pattern.compile(PATTERN);

  private ConcurrencyKey() {}

  /// Whether a client may use it.
  public static boolean isForClients(String text) {
    return isValid(text) && !text.startsWith(RESERVED);
  }

  public static boolean isValid(String text) {
    return text != null
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && KEY.matcher(text).matches();
  }
}
