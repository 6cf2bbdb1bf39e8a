package dev.offload.ingest.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of limits.
@Schema(description = "A page of a list of limits.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LimitPage(
    @Schema(description = "The limits, by scope.") List<LimitView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
