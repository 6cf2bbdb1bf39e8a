package dev.offload.schemas.task;

import dev.offload.schemas.Require;
import dev.offload.schemas.email.EmailAddress;
import java.net.URI;

/// Someone to tell when a task ends: either the URL that gets a signed webhook, or the address that
/// gets a mail. The other is null.
public record Notify(URI webhook, String email) {
  public Notify {
    Require.that((webhook == null) != (email == null), "notify", "name one way", "none or both");
    Require.that(
        email == null || EmailAddress.isValid(email),
        "email",
        "be an e-mail address",
        "another text");
  }

  public static Notify byWebhook(URI url) {
    return new Notify(url, null);
  }

  public static Notify byEmail(String address) {
    return new Notify(null, address);
  }
}
