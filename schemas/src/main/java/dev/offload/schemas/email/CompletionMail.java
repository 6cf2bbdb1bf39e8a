package dev.offload.schemas.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;

/// A mail that tells of a task's end: the input of a system task of type `email`, in its member
/// `notification`. `event` is what a webhook would carry.
public record CompletionMail(String to, JsonNode event) {
  /// The type and the queue of e-mail tasks.
  public static final String TYPE = "email";

  /// The one member of the input; no client can submit it.
  public static final String MEMBER = "notification";

  public CompletionMail {
    Require.that(EmailAddress.isValid(to), "to", "be an e-mail address", "another text");
    Require.present(event, "event");
  }
}
