package dev.offload.lifecycle.task;

import java.time.Instant;

/// What keeps workers from a cancelled task that has ended. `handOut` still stands in a queue's
/// topic. What the workers were told is withdrawn once nothing more will be heard of it. The task
/// itself is forgotten at `forgetAt`, not before.
public record Stop(HandOut handOut, Instant forgetAt) {}
