package dev.offload.ingest.preference;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.EmailAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a client can say about the mails of a user.
public final class PreferencesBody {
  /// What can be told to users.
  static final List<String> EVENTS_KNOWN =
      Stream.concat(Stream.of(EventPattern.ANY_OF_TASKS), EventPattern.OF_TASKS.stream()).toList();

  static final List<String> USUAL_EVENTS = List.of(EventPattern.ANY_OF_TASKS);

  static final Member<String> EMAIL =
      required(
          "email",
          Kinds.text("an e-mail address", EmailAddress.PATTERN, EmailAddress::isValid)
              .saying("Where mails go.")
              .described(
                  more ->
                      more.maxLength(EmailAddress.MAX_LENGTH)
                          .examples(List.of("ada@example.com"))));
  static final Member<List<String>> EVENTS =
      optional(
          "events",
          Kinds.distinct(
                  Kinds.text(
                          "one of " + String.join(", ", EVENTS_KNOWN),
                          text -> Optional.of(text).filter(EVENTS_KNOWN::contains))
                      .described(more -> more.enumeration(List.copyOf(EVENTS_KNOWN))),
                  1,
                  EVENTS_KNOWN.size())
              .saying("Which ends of the user's tasks are told. The default is task.*."));
  static final Member<Boolean> MUTED =
      optional("muted", Kinds.flag().saying("While true, no mail is sent. The default is false."));

  public static final Shape SHAPE = Shape.of(EMAIL, EVENTS, MUTED);

  private PreferencesBody() {}
}
