package dev.offload.ingest.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.cron.InvalidCron;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Members;
import dev.offload.ingest.body.TextRules;
import dev.offload.schemas.config.MissedRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What a client says about a schedule, as far as it could be read.
///
/// @param cron absent if it is wrong
/// @param task as it was sent, an object
record ScheduleBody(
    Optional<Cron> cron,
    ZoneId timeZone,
    MissedRuns missed,
    boolean paused,
    Optional<JsonNode> task) {

  private static final ZoneId USUAL_ZONE = ZoneId.of("UTC");

  /// Empty if the body is not an object. `faults` gets all mistakes except those of the task.
  static Optional<ScheduleBody> read(
      JsonNode json, Instant now, Duration shortestInterval, Faults faults) {
    TextRules.check(json, faults);
    return Members.of(json, "", faults)
        .map(
            body -> {
              ScheduleBody read = read(body, faults);
              body.refuseOthers();
              read.checkTimes(now, shortestInterval, faults);
              return read;
            });
  }

  FireTimes times() {
    return new FireTimes(cron.orElseThrow(), timeZone);
  }

  private static ScheduleBody read(Members body, Faults faults) {
    for (String required : new String[] {"cron", "task"}) {
      if (body.any(required).isEmpty()) {
        faults.add(body.pointerTo(required), "is required");
      }
    }
    return new ScheduleBody(
        body.text("cron").flatMap(text -> cron(text, body.pointerTo("cron"), faults)),
        body.parsed(
                "timeZone",
                "the name of a time zone in the IANA database, such as Europe/Berlin",
                FireTimes::zone)
            .orElse(USUAL_ZONE),
        body.parsed("missed", "skip, run-once or run-all", ScheduleBody::missed)
            .orElse(MissedRuns.SKIP),
        body.flag("paused").orElse(false),
        body.object("task").flatMap(_ -> body.any("task")));
  }

  private static Optional<Cron> cron(String text, String pointer, Faults faults) {
    try {
      return Optional.of(Cron.parse(text));
    } catch (InvalidCron e) {
      faults.add(pointer, e.getMessage());
      return Optional.empty();
    }
  }

  private void checkTimes(Instant now, Duration shortestInterval, Faults faults) {
    if (cron.isEmpty()) {
      return;
    }
    if (times().after(now).isEmpty()) {
      faults.add("/cron", "must name a time in the future");
    } else if (cron.get().firesWithin(shortestInterval)) {
      faults.add("/cron", "must not fire more often than every " + shortestInterval);
    }
  }

  private static Optional<MissedRuns> missed(String text) {
    return switch (text) {
      case "skip" -> Optional.of(MissedRuns.SKIP);
      case "run-once" -> Optional.of(MissedRuns.RUN_ONCE);
      case "run-all" -> Optional.of(MissedRuns.RUN_ALL);
      default -> Optional.empty();
    };
  }
}
