package dev.offload.ingest.queue;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// All queues by name. There are few, so there is only one page. It has the form of every list.
@Schema(description = "All queues.", requiredProperties = "items")
public record QueueList(
    @Schema(description = "The queues, by name.") List<QueueStatus> items,
    @Schema(description = "Always absent: there is only one page.") String nextCursor) {}
