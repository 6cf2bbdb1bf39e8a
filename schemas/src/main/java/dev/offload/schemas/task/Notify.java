package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.offload.schemas.Require;
import java.net.URI;

/// Somebody to notify when a task ends. On the wire, the name of its one member says how.
public sealed interface Notify {
  /// A URL that gets a signed webhook.
  record Webhook(@JsonProperty("webhook") URI url) implements Notify {
    public Webhook {
      Require.present(url, "webhook");
    }
  }

  /// An address that gets a mail.
  record Email(@JsonProperty("email") String address) implements Notify {
    public Email {
      Require.that(EmailAddress.isValid(address), "email", "be an e-mail address", "another text");
    }
  }

  /// The kind of the member that is present.
  @JsonCreator
  static Notify of(@JsonProperty("webhook") URI webhook, @JsonProperty("email") String email) {
    Require.that((webhook == null) != (email == null), "notify", "name one way", "none or both");
    return webhook == null ? new Email(email) : new Webhook(webhook);
  }
}
