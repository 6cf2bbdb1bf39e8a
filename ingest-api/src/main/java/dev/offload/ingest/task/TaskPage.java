package dev.offload.ingest.task;

import dev.offload.ingest.list.PageCursor;
import dev.offload.schemas.task.PublicTask;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of tasks.
@Schema(
    description =
        "A page of a list of tasks. It may have fewer tasks than asked for and still a next page.",
    requiredProperties = "items")
public record TaskPage(
    @Schema(description = "The tasks, newest first.") List<PublicTask> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
