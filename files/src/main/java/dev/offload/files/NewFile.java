package dev.offload.files;

import dev.offload.http.OneLine;
import java.util.Objects;
import java.util.Optional;

/// A file about to be stored, as its sender describes it.
///
/// @param name for people to read, never a path; see [#isName]
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

  /// The rule for a name, for people.
  public static final String NAME_RULE = "1 to " + MAX_NAME_LENGTH + " characters, " + OneLine.RULE;

  /// A file that is not the output of a task.
  public NewFile(String name, String contentType, Optional<Sha256> expected, long maxBytes) {
    this(name, contentType, expected, maxBytes, Optional.empty());
  }

  public NewFile {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name must be %s, has %d characters".formatted(NAME_RULE, length(name)));
    }
    if (!OneLine.matches(contentType, MAX_CONTENT_TYPE_LENGTH)) {
      throw new IllegalArgumentException(
          "contentType must be a media type of at most %d characters, has %d"
              .formatted(MAX_CONTENT_TYPE_LENGTH, length(contentType)));
    }
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(maker, "maker");
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must not be negative: " + maxBytes);
    }
  }

  /// Whether a file can have this name, as [#NAME_RULE] says.
  public static boolean isName(String text) {
    return OneLine.matches(text, MAX_NAME_LENGTH);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
