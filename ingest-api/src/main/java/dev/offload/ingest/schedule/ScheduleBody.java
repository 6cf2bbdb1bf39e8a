package dev.offload.ingest.schedule;

import static dev.offload.ingest.body.Member.optional;
import static dev.offload.ingest.body.Member.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.cron.InvalidCron;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.submit.TaskBody;
import dev.offload.schemas.config.MissedRuns;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What a client can say about a schedule.
public final class ScheduleBody {

  /// Its task says what one that is submitted says, except when it runs.
  public static final Shape TASK_SHAPE =
      TaskBody.SHAPE
          .without(TaskBody.RUN_AT, "is not allowed: the schedule says when")
          .without(TaskBody.DELAY, "is not allowed: the schedule says when")
          .without(TaskBody.DEBOUNCE, "is not allowed: the schedule says when")
          .without(TaskBody.EXPIRES_AT, TaskBody.NO_MOMENT)
          .without(TaskBody.GROUP, "is not allowed: a group ends, and a schedule goes on")
          .replacing(TaskBody.THEN_ON_SCHEDULE);

  static final Member<Cron> CRON =
      required(
          "cron",
          Kinds.text()
              .then(ScheduleBody::cron)
              .saying("When it fires: 5 fields in Unix syntax, 6 or 7 in Quartz syntax.")
              .described(
                  more ->
                      more.minLength(1)
                          .maxLength(Cron.MAX_LENGTH)
                          .examples(List.of("30 8 * * MON-FRI"))));
  static final Member<ZoneId> TIME_ZONE =
      optional(
          "timeZone",
          Kinds.text(
                  "the name of a time zone in the IANA database, such as Europe/Berlin",
                  FireTimes::zone)
              .saying("A time zone of the IANA database. The default is UTC.")
              .described(more -> more.examples(List.of("Europe/Berlin"))));
  static final Member<MissedRuns> MISSED =
      optional(
          "missed",
          Kinds.choice(List.of(MissedRuns.values()))
              .saying("What to do about missed firings. The default is skip."));
  static final Member<Boolean> PAUSED =
      optional("paused", Kinds.flag().saying("While true, nothing is submitted."));
  static final Member<JsonNode> TASK =
      required(
          "task",
          Kinds.object()
              .as("TaskToSchedule")
              .saying("The task to submit, without a time of its own."));

  public static final Shape SHAPE = Shape.of(CRON, TIME_ZONE, MISSED, PAUSED, TASK);

  private ScheduleBody() {}

  private static Optional<Cron> cron(String text, String pointer, Faults faults) {
    try {
      return Optional.of(Cron.parse(text));
    } catch (InvalidCron e) {
      return faults.refuse(pointer, e.getMessage());
    }
  }
}
