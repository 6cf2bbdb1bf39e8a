package dev.offload.lifecycle.timer;

import java.time.Duration;

/// How often timers are looked at, and how many go off at one look.
public record TimerSettings(Duration tick, int atMostPerTick) {}
