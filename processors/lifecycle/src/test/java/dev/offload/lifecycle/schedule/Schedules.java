package dev.offload.lifecycle.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskSpec;
import java.time.Instant;
import java.util.List;

/// Schedules for tests.
public final class Schedules {
  public static final String TENANT = "acme";

  private Schedules() {}

  /// A schedule named `name` that was written at `at`, which is also its revision.
  public static Schedule of(String name, String cron, Instant at) {
    return new Schedule(
        TENANT,
        name,
        cron,
        "UTC",
        MissedRuns.SKIP,
        false,
        TaskSpec.of("image", "image", JsonNodeFactory.instance.objectNode()),
        at,
        at,
        "put-at-" + at);
  }

  /// The time that a task with these tags is for.
  public static Instant time(List<String> tags) {
    return tags.stream()
        .filter(tag -> tag.startsWith(Schedule.TIME_TAG_PREFIX))
        .map(tag -> Instant.parse(tag.substring(Schedule.TIME_TAG_PREFIX.length())))
        .findFirst()
        .orElseThrow();
  }

  public static Schedule missing(Schedule schedule, MissedRuns missed) {
    return copy(schedule, schedule.cron(), schedule.timeZone(), missed, schedule.paused());
  }

  static Schedule inZone(Schedule schedule, String zone) {
    return copy(schedule, schedule.cron(), zone, schedule.missed(), schedule.paused());
  }

  static Schedule paused(Schedule schedule) {
    return copy(schedule, schedule.cron(), schedule.timeZone(), schedule.missed(), true);
  }

  private static Schedule copy(
      Schedule from, String cron, String zone, MissedRuns missed, boolean paused) {
    return new Schedule(
        from.tenant(),
        from.name(),
        cron,
        zone,
        missed,
        paused,
        from.task(),
        from.createdAt(),
        from.updatedAt(),
        from.revision());
  }
}
