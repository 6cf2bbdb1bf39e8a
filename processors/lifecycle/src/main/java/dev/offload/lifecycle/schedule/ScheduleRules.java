package dev.offload.lifecycle.schedule;

import java.time.Duration;

/// The rules for late firings of all schedules. A firing that is late by more than `lateAfter`
/// is missed. `run-all` makes up for firings of the last `catchUp`.
public record ScheduleRules(Duration lateAfter, Duration catchUp) {}
