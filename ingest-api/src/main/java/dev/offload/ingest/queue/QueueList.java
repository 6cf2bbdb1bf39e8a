package dev.offload.ingest.queue;

import java.util.List;

/// All queues by name. There are few, so there is only one page. It has the form of every list.
///
/// @param nextCursor always null
public record QueueList(List<QueueStatus> items, String nextCursor) {}
