package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;

/// Why an attempt failed, and with its last attempt the task. Errors with `isFinal` are never
/// retried.
///
/// @param answer what another service has answered, if that was the reason; otherwise null
public record TaskError(
    String code,
    String message,
    @JsonProperty("final") boolean isFinal,
    int attempt,
    Answer answer) {
  public static final int MAX_MESSAGE_LENGTH = 4096;

  /// The code if an input, a result or the task itself is too large to be kept.
  public static final String TOO_LARGE = "too-large";

  public TaskError {
    Require.text(code, "code");
    Require.present(message, "message");
    message = shortened(message, MAX_MESSAGE_LENGTH);
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
  }

  /// An error without an answer.
  public TaskError(String code, String message, boolean isFinal, int attempt) {
    this(code, message, isFinal, attempt, null);
  }

  /// The first `maxLength` characters of a message. If it has more, `…` is the last.
  public static String shortened(String message, int maxLength) {
    if (message.length() <= maxLength) {
      return message;
    }
    int end = maxLength - 1;
    boolean cutsAPair = Character.isHighSurrogate(message.charAt(end - 1));
    return message.substring(0, cutsAPair ? end - 1 : end) + "…";
  }

  /// The same error, of whose answer only the status is kept.
  public TaskError withoutBody() {
    return answer == null
        ? this
        : new TaskError(code, message, isFinal, attempt, Answer.of(answer.status()));
  }

  /// The same error, which is never retried.
  public TaskError forGood() {
    return new TaskError(code, message, true, attempt, answer);
  }
}
