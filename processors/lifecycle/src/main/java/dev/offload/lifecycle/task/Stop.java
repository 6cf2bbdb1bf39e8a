package dev.offload.lifecycle.task;

import java.time.Instant;

/// What keeps workers from a cancelled task that has ended. Its `handOut` may still be in a
/// queue's topic. Once that is lost, workers need not be told any more. The task is forgotten
/// at `forgetAt`.
public record Stop(HandOut handOut, Instant forgetAt) {}
