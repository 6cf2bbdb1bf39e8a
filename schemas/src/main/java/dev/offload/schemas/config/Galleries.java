package dev.offload.schemas.config;

import java.util.regex.Pattern;

/// The rules for the names of galleries and for the ids and names of their faces.
public final class Galleries {
  public static final String NAME_RULE = Schedule.NAME_RULE;

  /// The pattern of the whole name of a gallery.
  public static final String NAME_PATTERN = Schedule.NAME_PATTERN;

  public static final String FACE_ID_RULE =
      "1 to 100 letters, digits, dots, dashes, underscores, colons and @, beginning with a letter"
          + " or digit";

  /// The pattern of the whole id of a face.
  public static final String FACE_ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._:@-]{0,99}";

  /// How many characters the name of a face may have.
  public static final int MAX_FACE_NAME = 200;

  public static final String FACE_NAME_RULE =
      "1 to %d characters without control characters, and not only spaces".formatted(MAX_FACE_NAME);

  /// A line for people to read.
  private static final Pattern FACE_NAME =
      Pattern.compile(" *[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*");

  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
  private static final Pattern FACE_ID = Pattern.compile(FACE_ID_PATTERN);

  private Galleries() {}

  public static boolean isName(String name) {
    return name != null && NAME.matcher(name).matches();
  }

  public static boolean isFaceId(String id) {
    return id != null && FACE_ID.matcher(id).matches();
  }

  /// Whether a text can be the name of a face.
  static boolean isFaceName(String name) {
    return name != null
        && name.codePointCount(0, name.length()) <= MAX_FACE_NAME
        && FACE_NAME.matcher(name).matches();
  }
}
