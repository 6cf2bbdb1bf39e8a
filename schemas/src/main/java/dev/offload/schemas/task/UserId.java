package dev.offload.schemas.task;

import java.util.regex.Pattern;

/// The rule for ids of users. A user belongs to a tenant's own application, which chooses the id.
public final class UserId {
  public static final int MAX_LENGTH = 100;

  public static final String RULE =
      "1 to 100 characters without control characters, and not only spaces";

  /// The pattern of a whole id.
  public static final String PATTERN = " *[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*";

  private static final Pattern ID = Pattern.compile(PATTERN);

  private UserId() {}

  public static boolean isValid(String text) {
    return text != null
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && ID.matcher(text).matches();
  }
}
