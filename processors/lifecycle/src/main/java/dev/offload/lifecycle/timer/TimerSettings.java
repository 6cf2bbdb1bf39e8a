package dev.offload.lifecycle.timer;

import java.time.Duration;

/// When timers are looked at, and how many go off at one look. Looks are at least `tick` apart and
/// at most `lookAhead`.
public record TimerSettings(Duration tick, Duration lookAhead, int atMostPerTick) {}
