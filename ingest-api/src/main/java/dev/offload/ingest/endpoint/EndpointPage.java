package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.ingest.list.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list of endpoints.
@Schema(
    name = "WebhookPage",
    description = "A page of a list of endpoints.",
    requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointPage(
    @Schema(description = "The endpoints, oldest first.") List<EndpointView> items,
    @Schema(description = PageCursor.NEXT) String nextCursor) {}
