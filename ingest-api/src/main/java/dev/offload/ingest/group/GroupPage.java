package dev.offload.ingest.group;

import dev.offload.ingest.list.PageCursor;
import dev.offload.schemas.task.PublicGroup;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of groups.
@Schema(
    description =
        "A page of a list of groups. It may have fewer groups than asked for and still a next page.",
    requiredProperties = "items")
public record GroupPage(
    @Schema(description = "The groups, newest first.") List<PublicGroup> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
