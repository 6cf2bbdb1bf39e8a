package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;

/// Why an attempt failed, and with its last attempt the task. Errors with `isFinal` are never
/// retried.
public record TaskError(
    String code, String message, @JsonProperty("final") boolean isFinal, int attempt) {
  public static final int MAX_MESSAGE_LENGTH = 4096;

  /// The code if an input, a result or the task itself is too large to be kept.
  public static final String TOO_LARGE = "too-large";

  public TaskError {
    Require.text(code, "code");
    Require.present(message, "message");
    if (message.length() > MAX_MESSAGE_LENGTH) {
      int end = MAX_MESSAGE_LENGTH - 1;
      boolean cutsAPair = Character.isHighSurrogate(message.charAt(end - 1));
      message = message.substring(0, cutsAPair ? end - 1 : end) + "…";
    }
    Require.that(attempt >= 1, "attempt", "be 1 or more", attempt);
  }
}
