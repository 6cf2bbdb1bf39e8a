package dev.offload.email.smtp;

import dev.offload.schemas.task.EmailAddress;

/// An e-mail address with the name of its owner, which may be empty. Neither can break out of a
/// header line.
public record Mailbox(String address, String name) {
  public static final int MAX_NAME_LENGTH = 200;

  public Mailbox {
    if (!EmailAddress.isValid(address)) {
      throw new IllegalArgumentException("an e-mail address must look like ada@example.com");
    }
    name = name == null ? "" : name.strip();
    if (name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a name must have at most %d characters and no control characters"
              .formatted(MAX_NAME_LENGTH));
    }
  }

  /// Reads `ada@example.com` or `Ada Lovelace <ada@example.com>`. The name may be a quoted string
  /// (RFC 5322, section 3.2.4), whose quotes are not part of it.
  public static Mailbox parse(String text) {
    String whole = text.strip();
    int bracket = whole.lastIndexOf('<');
    return bracket >= 0 && whole.endsWith(">")
        ? new Mailbox(
            whole.substring(bracket + 1, whole.length() - 1),
            unquoted(whole.substring(0, bracket).strip()))
        : new Mailbox(whole, "");
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return name.isEmpty()
        ? address
        : "\"%s\" <%s>".formatted(name.replaceAll("[\\\\\"]", "\\\\$0"), address);
  }

  private static String unquoted(String name) {
    return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
        : name;
  }

  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }
}
