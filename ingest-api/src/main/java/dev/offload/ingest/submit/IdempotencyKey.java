package dev.offload.ingest.submit;

import dev.offload.schemas.task.TaskId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.greenbytes.http.sfv.Parser;

/// The key with which a client may repeat a submission: 1 to 255 printable ASCII characters. It is
/// sent as a quoted string of RFC 9651, as draft-ietf-httpapi-idempotency-key-header says, or
/// without quotes.
public record IdempotencyKey(String value) {
  /// The name of the header.
  public static final String NAME = "Idempotency-Key";

  public static final String RULE = "1 to 255 printable ASCII characters";

  /// The rule for the header, for people.
  static final String HEADER_RULE =
      RULE
          + ", as they are or in double quotes. In quotes, a backslash goes before each quote and"
          + " each backslash of the key";

  /// What the whole of a key matches.
  public static final String PATTERN = "[ -~]{1,255}";

  /// What the whole of the header matches: a key in quotes, or one that doesn't begin with a quote.
  public static final String HEADER_PATTERN =
      "(\"([ !#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\"|[!#-~]([ -~]{0,253}[!-~])?)";

  private static final Pattern KEY = Pattern.compile(PATTERN);
  private static final Pattern HEADER = Pattern.compile(HEADER_PATTERN);

  /// The key in a header's value.
  static Optional<IdempotencyKey> parse(String header) {
    String text = header.strip();
    if (!HEADER.matcher(text).matches()) {
      return Optional.empty();
    }
    return of(text.startsWith("\"") ? Parser.parseString(text).get() : text);
  }

  /// Empty unless `text` can be a key.
  public static Optional<IdempotencyKey> of(String text) {
    return KEY.matcher(text).matches() ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
  }

  /// The id of the task with this key in this tenant, which is the same on every replica.
  TaskId taskId(String tenant) {
    return TaskId.derived(tenant, value);
  }
}
