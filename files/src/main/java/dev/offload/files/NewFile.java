package dev.offload.files;

import java.util.Objects;
import java.util.Optional;

/// A file about to be stored, as its sender describes it.
///
/// @param name for people to read, never a path: 1 to 255 characters, none of them a control
///     character
/// @param contentType the media type as claimed by the sender, at most 255 characters
/// @param expected the content's hash, if the sender gave one
/// @param maxBytes the longest content that is accepted
/// @param maker the task whose output it is, if any
public record NewFile(
    String name,
    String contentType,
    Optional<Sha256> expected,
    long maxBytes,
    Optional<String> maker) {

  public static final int MAX_NAME_LENGTH = 255;
  public static final int MAX_CONTENT_TYPE_LENGTH = 255;

  /// A file that is not the output of a task.
  public NewFile(String name, String contentType, Optional<Sha256> expected, long maxBytes) {
    this(name, contentType, expected, maxBytes, Optional.empty());
  }

  public NewFile {
    requireText("name", name, MAX_NAME_LENGTH);
    requireText("contentType", contentType, MAX_CONTENT_TYPE_LENGTH);
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(maker, "maker");
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must not be negative: " + maxBytes);
    }
  }

  private static void requireText(String member, String value, int maxLength) {
    int length = value.codePointCount(0, value.length());
    if (value.isBlank() || length > maxLength) {
      throw new IllegalArgumentException(
          "%s must have 1 to %d characters, has %d".formatted(member, maxLength, length));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(member + " must not contain control characters");
    }
  }
}
