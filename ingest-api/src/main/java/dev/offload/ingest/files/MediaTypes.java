package dev.offload.ingest.files;

import java.util.regex.Pattern;

/// Media types (RFC 9110, section 8.3.1): `image/png`, `text/csv; charset=UTF-8`.
final class MediaTypes {
  static final String RULE =
      "a media type of at most 255 characters, such as image/png or text/csv; charset=UTF-8";

  /// The media type of bytes without one.
  static final String UNKNOWN_BYTES = "application/octet-stream";

  private static final int MAX_LENGTH = 255;
  private static final String NAME = "[A-Za-z0-9!#$%&'+.^_`|~-]+";
  private static final String VALUE =
      "(?:[A-Za-z0-9!#$%&'*+.^_`|~-]+|\"(?:[ -!#-\\[\\]-~]|\\\\[ -~])*+\")";
  private static final Pattern FORM =
      Pattern.compile("%1$s/%1$s(?:[ \t]*;[ \t]*%1$s=%2$s)*+".formatted(NAME, VALUE));

  private MediaTypes() {}

  /// Whether `text` is a media type of at most 255 characters. Ranges such as `image/*` are not
  /// media types.
  static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }
}
