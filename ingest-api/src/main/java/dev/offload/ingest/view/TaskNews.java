package dev.offload.ingest.view;

import dev.offload.schemas.task.Task;

/// A version of a task and its place in `offload.tasks`.
///
/// @param timestamp the record's, in milliseconds since the epoch
/// @param bytes the size of the record's value
public record TaskNews(Task task, int partition, long offset, long timestamp, int bytes) {}
