package dev.offload.schemas.config;

import java.util.regex.Pattern;

/// The rule for names of tenants. It is narrow because they are also folder names and parts of
/// Kafka keys.
public final class Tenants {
  public static final String RULE =
      "1 to 63 lower-case letters, digits and inner dashes, beginning with a letter";

  /// The pattern of a whole name.
  public static final String PATTERN = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern NAME = Pattern.compile(PATTERN);

  private Tenants() {}

  public static boolean isValid(String name) {
    return name != null && NAME.matcher(name).matches();
  }
}
