package dev.offload.schemas.task;

import dev.offload.schemas.Require;

/// What another service has answered over HTTP when an attempt called it.
///
/// @param body the beginning of the body; null if it is not kept
public record Answer(int status, String body) {
  public static final int MAX_BODY_LENGTH = 4096;

  /// The member that has the body.
  public static final String BODY = "body";

  public Answer {
    Require.that(status >= 100 && status <= 999, "status", "have three digits", status);
    Require.that(
        body == null || body.length() <= MAX_BODY_LENGTH,
        "body",
        "have at most %d characters".formatted(MAX_BODY_LENGTH),
        body == null ? 0 : body.length());
  }

  /// An answer of which only the status is kept.
  public static Answer of(int status) {
    return new Answer(status, null);
  }
}
