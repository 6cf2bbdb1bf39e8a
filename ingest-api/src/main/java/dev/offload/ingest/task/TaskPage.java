package dev.offload.ingest.task;

import dev.offload.schemas.task.PublicTask;
import java.util.List;

/// A part of a list of tasks, newest first. It may have fewer than asked for and yet a next one.
///
/// @param nextCursor where to go on, null at the end
public record TaskPage(List<PublicTask> items, String nextCursor) {}
