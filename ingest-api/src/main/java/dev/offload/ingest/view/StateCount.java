package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;

/// How many tasks of one tenant in one queue are in one state for the same reason. Ended tasks are
/// not counted.
///
/// @param reason why they wait, as far as their records say; null if they do not
public record StateCount(
    String queue, String tenant, TaskState state, WaitingFor.Reason reason, int count) {}
