package dev.offload.e2e.client;

import java.time.Duration;

/// A task that Offload has accepted, and how long its answer took.
public record Submitted(String id, Duration answeredIn) {}
