package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;
import dev.offload.schemas.task.WaitingFor;
import java.util.Optional;

/// How many tasks of one tenant in one queue are in one state for the same reason. Ended tasks are
/// not counted.
///
/// @param reason why they wait, as far as their records say
public record StateCount(
    String queue, String tenant, TaskState state, Optional<WaitingFor.Reason> reason, int count) {}
