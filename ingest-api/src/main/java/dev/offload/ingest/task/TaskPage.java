package dev.offload.ingest.task;

import dev.offload.schemas.task.PublicTask;
import java.util.List;

/// A page of a list of tasks, newest first. It may have fewer tasks than asked for and still a next
/// page.
///
/// @param nextCursor where to go on; null at the end
public record TaskPage(List<PublicTask> items, String nextCursor) {}
