package dev.offload.schemas.task;

import java.util.regex.Pattern;

/// The e-mail addresses that Offload writes to: an RFC 5322 dot-atom at a host name, in ASCII.
/// Quoted local parts and address literals are not allowed, so there is no way to smuggle a header
/// or a command.
public final class EmailAddress {
  /// The JSON Schemas have the same expression.
  public static final String PATTERN =
      "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
          + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
          + "([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";

  public static final int MAX_LENGTH = 254;
  private static final int MAX_LOCAL_LENGTH = 64;
  private static final Pattern FORM = Pattern.compile(PATTERN);

  private EmailAddress() {}

  public static boolean isValid(String text) {
    return text != null
        && text.length() <= MAX_LENGTH
        && text.indexOf('@') <= MAX_LOCAL_LENGTH
        && FORM.matcher(text).matches();
  }
}
