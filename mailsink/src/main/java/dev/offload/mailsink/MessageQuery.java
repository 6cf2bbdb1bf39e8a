package dev.offload.mailsink;

/// Which messages are meant, newest first. A null member does not restrict.
///
/// @param before only messages older than the one with this id; 0 for all
public record MessageQuery(
    String recipient, String task, String messageId, long before, int limit) {
  static final int MAX_LIMIT = 1000;

  public MessageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit must be 1 to %d, was %d".formatted(MAX_LIMIT, limit));
    }
    if (before < 0) {
      throw new IllegalArgumentException("before must be 0 or more, was " + before);
    }
  }
}
