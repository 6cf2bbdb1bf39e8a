package dev.offload.ingest.preference;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import dev.offload.cron.FireTimes;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.config.DigestTimes;
import dev.offload.schemas.notify.EventPattern;
import dev.offload.schemas.task.EmailAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a client can say about the mails of a user.
public final class PreferencesBody {
  /// What can be told to users.
  static final List<String> EVENTS_KNOWN =
      Stream.concat(Stream.of(EventPattern.ANY_OF_TASKS), EventPattern.OF_TASKS.stream()).toList();

  private static final String EVERY_RULE =
      "must be %s to %s, in whole seconds".formatted(DigestTimes.SHORTEST, DigestTimes.LONGEST);

  static final List<String> USUAL_EVENTS = List.of(EventPattern.ANY_OF_TASKS);

  static final Member<String> EMAIL =
      required(
          "email",
          Kinds.text("an e-mail address", EmailAddress.PATTERN, EmailAddress::isValid)
              .saying("The user's e-mail address.")
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
              .saying("The ends of tasks about which the user gets mails. The default is task.*."));
  private static final Member<Duration> EVERY =
      optional(
          "every",
          Kinds.duration()
              .then(
                  (length, pointer, faults) ->
                      DigestTimes.isEvery(length)
                          ? Optional.of(length)
                          : faults.refuse(pointer, EVERY_RULE))
              .saying(
                  "How often collected mails are sent, in whole seconds: %s to %s."
                      .formatted(DigestTimes.SHORTEST, DigestTimes.LONGEST)));
  private static final Member<String> AT =
      optional(
          "at",
          Kinds.text(
                  DigestTimes.AT_RULE,
                  DigestTimes.AT_PATTERN,
                  text -> text.matches(DigestTimes.AT_PATTERN))
              .saying("The time of day, in the user's time zone.")
              .described(more -> more.examples(List.of("08:00"))));
  static final Member<DigestTimes> DIGEST =
      optional(
          "digest",
          Shape.of(EVERY, AT)
              .apart(EVERY, AT)
              .kind()
              .then(PreferencesBody::digest)
              .saying(
                  "When collected mails are sent, as one: at intervals, or once a day. Without it,"
                      + " each is sent at once.")
              .described(more -> more.minProperties(1)));
  static final Member<ZoneId> TIME_ZONE =
      optional(
          "timeZone",
          Kinds.text(
                  "the name of a time zone in the IANA database, such as Europe/Berlin",
                  FireTimes::zone)
              .saying("The user's time zone, of the IANA database. The default is UTC.")
              .described(more -> more.examples(List.of("Europe/Berlin"))));
  static final Member<Boolean> MUTED =
      optional(
          "muted",
          Kinds.flag()
              .saying(
                  "While true, no mail is sent. The default is false, or true if the user has"
                      + " unsubscribed."));

  public static final Shape SHAPE = Shape.of(EMAIL, EVENTS, DIGEST, TIME_ZONE, MUTED);

  private PreferencesBody() {}

  private static Optional<DigestTimes> digest(Given given, String pointer, Faults faults) {
    if (!given.has(EVERY) && !given.has(AT)) {
      return faults.refuse(pointer, "must have every or at");
    }
    return given
        .get(EVERY)
        .<DigestTimes>map(DigestTimes.Every::new)
        .or(() -> given.get(AT).map(LocalTime::parse).map(DigestTimes.At::new));
  }
}
