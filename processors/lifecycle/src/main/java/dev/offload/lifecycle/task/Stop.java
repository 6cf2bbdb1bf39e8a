package dev.offload.lifecycle.task;

import java.time.Instant;

/// What keeps workers from a cancelled task that has ended: `handOut` stands in a queue's topic
/// still, and what they were told is withdrawn once that has been passed. The task itself is
/// forgotten at `forgetAt`, not before.
public record Stop(HandOut handOut, Instant forgetAt) {}
