package dev.offload.lifecycle.timer;

import java.time.Duration;

/// When to look for due timers: at least `tick` and at most `lookAhead` after the last look.
/// At most `atMostPerTick` go off at one look.
public record TimerSettings(Duration tick, Duration lookAhead, int atMostPerTick) {}
