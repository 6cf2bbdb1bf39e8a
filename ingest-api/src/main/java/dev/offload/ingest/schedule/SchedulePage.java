package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of schedules.
@Schema(description = "A page of a list of schedules.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulePage(
    @Schema(description = "The schedules, by name.") List<ScheduleView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
