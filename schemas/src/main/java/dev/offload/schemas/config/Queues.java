package dev.offload.schemas.config;

import java.util.regex.Pattern;

/// The rule for names of queues. It is narrow because they are also parts of names of topics.
public final class Queues {
  /// The pattern of a whole name: lower-case letters, digits and inner dashes.
  public static final String PATTERN = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern NAME = Pattern.compile(PATTERN);

  private Queues() {}

  public static boolean isValid(String name) {
    return name != null && NAME.matcher(name).matches();
  }
}
