package dev.offload.ingest.submit;

import dev.offload.schemas.task.TaskId;
import java.util.Optional;
import java.util.regex.Pattern;

/// The key with which a client may repeat a submission: 1 to 255 printable ASCII characters. It is
/// sent as a quoted string of RFC 9651, as draft-ietf-httpapi-idempotency-key-header says, or
/// without quotes.
public record IdempotencyKey(String value) {
  public static final String RULE = "1 to 255 printable ASCII characters";
  private static final int MAX_LENGTH = 255;

  /// The longest text of a key: each character may be escaped, plus the quotes.
  private static final int MAX_QUOTED_LENGTH = 2 * MAX_LENGTH + 2;

  private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

  /// The key in a header's value.
  static Optional<IdempotencyKey> parse(String header) {
    String text = header.strip();
    if (text.startsWith("\"")) {
      text =
          text.length() <= MAX_QUOTED_LENGTH && QUOTED.matcher(text).matches()
              ? text.substring(1, text.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
              : "";
    }
    return of(text);
  }

  /// Empty unless `text` can be a key.
  public static Optional<IdempotencyKey> of(String text) {
    return text.length() <= MAX_LENGTH && PRINTABLE.matcher(text).matches()
        ? Optional.of(new IdempotencyKey(text))
        : Optional.empty();
  }

  /// The id of the task with this key in this tenant, which is the same on every replica.
  TaskId taskId(String tenant) {
    return TaskId.derived(tenant, value);
  }
}
