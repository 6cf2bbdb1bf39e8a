package dev.offload.ingest.view;

import dev.offload.schemas.task.TaskState;

/// How many tasks of one tenant in one queue are in one state. Ended tasks are not counted.
public record StateCount(String queue, String tenant, TaskState state, int count) {}
