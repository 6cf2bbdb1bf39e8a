package dev.offload.lifecycle.schedule;

import java.time.Duration;

/// What holds for all schedules: a run that could not be submitted for longer than `lateAfter` is
/// missed; runs that are made up for lie at most `catchUp` back.
public record ScheduleRules(Duration lateAfter, Duration catchUp) {}
