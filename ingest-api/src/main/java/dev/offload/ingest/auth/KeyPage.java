package dev.offload.ingest.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of keys.
@Schema(description = "A page of a list of keys.", requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyPage(
    @Schema(description = "The keys, oldest first.") List<KeyDescription> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
