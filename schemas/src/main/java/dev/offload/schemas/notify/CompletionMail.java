package dev.offload.schemas.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.EmailAddress;

/// A notification mail: the input of a system task of type `email`, in its member
/// `notification`. `event` is the same as the body of a webhook.
public record CompletionMail(String to, JsonNode event) {
  /// The type and the queue of e-mail tasks.
  public static final String TYPE = "email";

  /// The only member of the input. Clients can't submit it.
  public static final String MEMBER = "notification";

  public CompletionMail {
    Require.that(EmailAddress.isValid(to), "to", "be an e-mail address", "another text");
    Require.present(event, "event");
  }
}
