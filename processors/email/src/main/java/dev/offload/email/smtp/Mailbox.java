package dev.offload.email.smtp;

import dev.offload.schemas.email.EmailAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An e-mail address with the name of who has it, which may be empty. Neither can break out of a
/// header line.
public record Mailbox(String address, String name) {
  public static final int MAX_NAME_LENGTH = 200;
  private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");

  public Mailbox {
    if (!EmailAddress.isValid(address)) {
      throw new IllegalArgumentException("an e-mail address must look like ada@example.com");
    }
    name = name == null ? "" : name.strip();
    if (name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a name must have at most %d characters and none that controls"
              .formatted(MAX_NAME_LENGTH));
    }
  }

  /// Reads `ada@example.com` or `Ada Lovelace <ada@example.com>`.
  public static Mailbox parse(String text) {
    Matcher named = NAMED.matcher(text);
    return named.matches() ? new Mailbox(named.group(2), named.group(1)) : new Mailbox(text, "");
  }

  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }
}
