package dev.offload.ingest.submit;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.task.EmailAddress;
import dev.offload.schemas.task.Notify;
import dev.offload.schemas.url.OutsideUrl;
import java.util.Optional;

/// Someone to tell when a task ends: an item of its member `notify`.
public final class NotifyBody {

  /// A URL that webhooks can be sent to.
  public static final Kind<OutsideUrl> URL_KIND =
      Kinds.text()
          .then(NotifyBody::url)
          .described(
              more -> more.maxLength(OutsideUrl.MAX_LENGTH).pattern("^[Hh][Tt][Tt][Pp][Ss]?://"));

  private static final Member<OutsideUrl> WEBHOOK =
      optional("webhook", URL_KIND.saying("The URL that gets a signed webhook."));
  private static final Member<String> EMAIL =
      optional(
          "email",
          Kinds.text("an e-mail address", EmailAddress.PATTERN, EmailAddress::isValid)
              .saying("The address that gets a mail, in ASCII.")
              .described(more -> more.maxLength(EmailAddress.MAX_LENGTH)));

  public static final Kind<Notify> KIND =
      Shape.of(WEBHOOK, EMAIL)
          .apart(WEBHOOK, EMAIL)
          .kind()
          .then(NotifyBody::one)
          .saying("Someone to tell about an end, in one way.")
          .described(more -> more.minProperties(1));

  private NotifyBody() {}

  private static Optional<OutsideUrl> url(String text, String pointer, Faults faults) {
    return switch (OutsideUrl.read(text)) {
      case OutsideUrl.ParsedUrl.Valid(OutsideUrl url) -> Optional.of(url);
      case OutsideUrl.ParsedUrl.Wrong(String rule) -> faults.refuse(pointer, "must " + rule);
    };
  }

  private static Optional<Notify> one(Given item, String pointer, Faults faults) {
    if (!item.has(WEBHOOK) && !item.has(EMAIL)) {
      return faults.refuse(WEBHOOK.under(pointer), "is required unless email is given");
    }
    Optional<Notify> webhook = item.get(WEBHOOK).map(url -> new Notify.Webhook(url.toUri()));
    return webhook.or(() -> item.get(EMAIL).map(Notify.Email::new));
  }
}
